"""What is wrong in a scenario file, said so that the person who wrote the file can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend, with the line (from 1) where it stands."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("Ligne %(line)s\u00a0: %(message)s") % {"line": self.line, "message": self.message}


class ScenarioError(Exception):
    """The file cannot be read as a scenario: every problem found, in the order of the lines."""

    SHOWN = 40

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = [str(problem) for problem in self.problems[: self.SHOWN]]
        if left := len(self.problems) - len(lines):
            more = ngettext("… et %(n)d autre problème.", "… et %(n)d autres problèmes.", left)
            lines.append(more % {"n": left})
        super().__init__("\n".join(lines))
