"""Whether a file is written in the form of a scenario: everything to mend, at once."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios.coherence import check_coherence
from filrouge.exchange.scenarios.index import Entry, Index, build_index
from filrouge.exchange.scenarios.keys import BLOCKS, EXPECTED_ONLY, NESTED, PERSON_KEYS, ROOT_KEYS, keys_of
from filrouge.exchange.scenarios.problems import Problem
from filrouge.exchange.scenarios.questions import check_expected_facts
from filrouge.exchange.scenarios.reader import Document
from filrouge.exchange.scenarios.values import check_keys
from filrouge.exchange.scenarios.words import PERSON


def is_expected_only(document: Document) -> bool:
    """Whether the file has nothing but questions, to be answered from what was loaded before."""
    return set(document.tree) <= set(EXPECTED_ONLY)


def check_form(document: Document) -> list[Problem]:
    """Every problem of a scenario in the order of its lines; none when it may be loaded.

    A file of questions alone is checked as such: its ids are known to the database, not to the file.
    """
    if is_expected_only(document):
        return check_expected(document)
    index = build_index(document)
    problems = [*index.problems, *_check_root(index), *_check_person(index)]
    for block in (*BLOCKS, *NESTED):
        for entry in index.all(block):
            problems += check_keys(index, entry, keys_of(block), with_references=True)
    problems += check_coherence(index)
    problems += check_expected_facts(index, with_references=True)
    return sorted(set(problems))


def check_expected(document: Document) -> list[Problem]:
    """Every problem of the questions of a file, whatever the rest of it holds; references are not checked."""
    questions = {key: value for key, value in document.tree.items() if key in EXPECTED_ONLY}
    index = build_index(Document(questions, document.lines))
    root = Entry(_("racine"), questions, ())
    keys = {key: ROOT_KEYS[key] for key in EXPECTED_ONLY}
    problems = [*index.problems, *check_keys(index, root, keys, with_references=False)]
    for entry in index.all("attendus"):
        problems += check_keys(index, entry, keys_of("attendus"), with_references=False)
    problems += check_expected_facts(index, with_references=False)
    return sorted(set(problems))


def _check_root(index: Index) -> Iterator[Problem]:
    root = Entry(_("racine"), {**index.document.tree}, ())
    yield from check_keys(index, root, ROOT_KEYS, with_references=False)


def _check_person(index: Index) -> Iterator[Problem]:
    person = index.document.tree.get("personne")
    if isinstance(person, dict):
        entry = Entry("personne", person, ("personne",))
        yield from check_keys(index, entry, PERSON_KEYS, with_references=False)
    elif person is not None:
        message = _("personne\u00a0: une table de clés et de valeurs est attendue.")
        yield Problem(index.document.line("personne"), message)
    actors = [actor for actor in index.all("acteurs") if actor.data.get("type") == PERSON]
    if len(actors) != 1:
        message = _(
            "acteurs\u00a0: il faut exactement un acteur de type «\u00a0personne\u00a0», il y en a %(n)s."
        )
        line = index.document.line(*(actors[1].path if actors else ("acteurs",)))
        yield Problem(line, message % {"n": len(actors)})
