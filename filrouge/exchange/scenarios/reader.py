"""Reading a scenario file: YAML text to plain values, each with the line where it stands.

The form takes a small part of YAML. Dates stay the text that was written; merges, tags and keys written twice
are refused, because each makes a file say something other than what a reader sees. An anchor may be repeated
(programs that write YAML do it), within bounds.
"""

import copy
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from django.utils.translation import gettext as _

from filrouge.exchange.scenarios.problems import Problem, ScenarioError

MAX_BYTES = 5_000_000
MAX_DEPTH = 30
MAX_REPEATED = 100_000
"""How many values anchors may repeat in all: a short file could otherwise unfold without end."""

Path = tuple[str | int, ...]

# YAML can write these with an escape; PostgreSQL refuses the first, and no encoding has the last ones.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# YAML 1.1 makes other numbers of these: `12:30` would be 750, `012` ten. Nobody who reads the file sees that.
_READ_OTHERWISE = re.compile(r"[-+]?(?:[0-9][0-9_]*:[0-9:.]+|0[0-9_]+)")
_MOST = 1e300
_NO_KEY = object()
_BAD_KEY = object()
_CORE_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "str")}


@dataclass(frozen=True, slots=True)
class Document:
    """The file as plain tables, lists, texts, numbers, booleans and None, with its lines."""

    tree: dict[str, Any]
    lines: Mapping[Path, int]

    def line(self, *path: str | int) -> int:
        """Line (from 1) of the key or item at `path`; of the nearest thing around it when it is absent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(data: bytes | str) -> Document:
    """Read a scenario file; ScenarioError with every problem found.

    A fault in the writing itself (a bracket left open, a tab) ends the reading: what follows it cannot be
    trusted to be where it seems.
    """
    text = _decode(data)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_TextLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_writing_problem(error))
    except yaml.reader.ReaderError as error:
        builder.problems.append(_character_problem(text, error))
    except (ValueError, OverflowError, IndexError):
        # PyYAML lets these through for escapes and version numbers outside all bounds.
        builder.problems.append(Problem(builder.line, _unreadable()))
    if not builder.problems and not isinstance(builder.root, dict):
        builder.problems.append(_root_problem(builder.root))
    if builder.problems:
        raise ScenarioError(builder.problems)
    return Document(builder.root, builder.lines)


def _decode(data: bytes | str) -> str:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > MAX_BYTES:
        message = _("le fichier dépasse %(size)s\u00a0Mo\u00a0: ce n’est pas un scénario.")
        _refuse(1, message % {"size": MAX_BYTES // 1_000_000})
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse(line, _("le fichier n’est pas écrit en UTF-8. Enregistrez-le en UTF-8 et recommencez."))


def _refuse(line: int, message: str) -> NoReturn:
    raise ScenarioError([Problem(line, message)])


class _TextLoader(yaml.SafeLoader):
    """The safe loader, for which a date is a text."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(slots=True)
class _Frame:
    """A table or a list being filled, and the key that waits for its value."""

    value: dict[str, Any] | list[Any]
    path: Path
    line: int
    key: Any = _NO_KEY
    key_line: int = 1

    def next_path(self) -> Path:
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return (*self.path, self.key if isinstance(self.key, str) else "")


@dataclass(slots=True)
class _Builder:
    """Makes values from YAML events, one at a time: depth is bounded, and so is what anchors repeat."""

    problems: list[Problem] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    root: Any = None
    line: int = 1
    documents: int = 0
    repeated: int = 0
    _stack: list[_Frame] = field(default_factory=list)
    _anchors: dict[str, Any] = field(default_factory=dict)
    _scalars: yaml.SafeLoader = field(default_factory=lambda: _TextLoader(""))

    def take(self, event: yaml.Event) -> None:
        if event.start_mark is not None:
            self.line = event.start_mark.line + 1
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    _refuse(self.line, _("un second document commence ici\u00a0: un fichier, un scénario."))
            case yaml.AliasEvent():
                self._deliver(self._repeat(str(event.anchor)), self.line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                frame = self._stack.pop()
                self._deliver(frame.value, frame.line)
            case yaml.ScalarEvent():
                self._check_plain(event)
                self._deliver(self._anchored(event, self._scalar(event)), self.line)

    def _complain(self, message: str, **names: str) -> None:
        self.problems.append(Problem(self.line, message % names))

    def _check_plain(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._complain(_("étiquette de type «\u00a0%(tag)s\u00a0»\u00a0: retirez-la."), tag=tag)

    def _anchored(self, event: yaml.NodeEvent, value: Any) -> Any:
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _repeat(self, name: str) -> Any:
        """The value of an anchor, copied; it must be whole, and written above."""
        value = self._anchors.get(name, _NO_KEY)
        if value is _NO_KEY or any(frame.value is value for frame in self._stack):
            _refuse(self.line, _("renvoi «\u00a0*%(name)s\u00a0» à rien d’écrit plus haut.") % {"name": name})
        size, depth = _size_and_depth(value)
        self.repeated += size
        if self.repeated > MAX_REPEATED or len(self._stack) + depth > MAX_DEPTH:
            _refuse(self.line, _("trop de renvois\u00a0: recopiez le texte."))
        return copy.deepcopy(value)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._check_plain(event)
        if len(self._stack) >= MAX_DEPTH:
            _refuse(self.line, _("tables et listes sont emboîtées trop profondément."))
        path = self._stack[-1].next_path() if self._stack else ()
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(self._anchored(event, value), path, self.line))

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        value = event.value
        if found := _UNWRITABLE.search(value):
            self._complain(_("caractère invisible interdit (U+%(code)s)."), code=f"{ord(found[0]):04X}")
            return ""
        tag = self._scalars.resolve(yaml.ScalarNode, value, event.implicit)
        if event.tag is not None or tag == "tag:yaml.org,2002:str" or _READ_OTHERWISE.fullmatch(value):
            return value
        if tag not in _CORE_TAGS:
            message = _("«\u00a0%(text)s\u00a0» a un sens particulier en YAML\u00a0: mettez des guillemets.")
            self._complain(message, text=value)
            return value
        try:
            made = self._scalars.yaml_constructors[tag](self._scalars, yaml.ScalarNode(tag, value))
        except (ValueError, OverflowError):
            made = math.nan
        if made is not None and not abs(made) <= _MOST:  # not a number is not below anything either
            self._complain(_("«\u00a0%(text)s\u00a0» ne se lit pas comme un nombre."), text=value[:40])
            return 0
        return made

    def _deliver(self, value: Any, line: int) -> None:
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            self.lines[frame.next_path()] = line
            frame.value.append(value)
        elif frame.key is _NO_KEY:
            frame.key, frame.key_line = self._key(frame.value, value, line), line
        else:
            if isinstance(frame.key, str):
                self.lines[frame.next_path()] = frame.key_line
                frame.value[frame.key] = value
            frame.key = _NO_KEY

    def _key(self, table: dict[str, Any], key: Any, line: int) -> Any:
        if not isinstance(key, str):
            message = _("une clé doit être un mot\u00a0; «\u00a0%(key)s\u00a0» n’en est pas un.")
            self.problems.append(Problem(line, message % {"key": str(key)[:40]}))
            return _BAD_KEY
        if key in table:
            self.problems.append(Problem(line, _("clé en double «\u00a0%(key)s\u00a0».") % {"key": key}))
            return _BAD_KEY
        return key


def _size_and_depth(value: Any) -> tuple[int, int]:
    """How many values a value holds, itself included, and how deep they stand in one another."""
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    inside = [_size_and_depth(one) for one in held]
    return 1 + sum(size for size, _depth in inside), 1 + max((depth for _size, depth in inside), default=0)


def _root_problem(root: Any) -> Problem:
    if root is None:
        return Problem(1, _("le fichier est vide."))
    return Problem(1, _("le fichier n’est pas une table de «\u00a0clé\u00a0: valeur\u00a0»."))


def _unreadable() -> str:
    return _("la mise en forme YAML ne se lit pas ici\u00a0: vérifiez guillemets, crochets et décalages.")


def _character_problem(text: str, error: yaml.reader.ReaderError) -> Problem:
    line = text.count("\n", 0, error.position) + 1
    code = f"{error.character:04X}" if isinstance(error.character, int) else str(error.character)
    return Problem(line, _("caractère invisible interdit (U+%(code)s).") % {"code": code})


def _explanations() -> Iterator[tuple[str, str]]:
    yield r"found character '\t'", _("une tabulation décale le texte\u00a0: mettez des espaces.")
    yield (
        "mapping values are not allowed",
        _("un deux-points de trop\u00a0: mettez le texte entre guillemets."),
    )
    yield "could not find expected ':'", _("il manque un deux-points après la clé.")
    yield "expected ',' or '}'", _("il manque une virgule, ou l’accolade n’est pas refermée.")
    yield "expected ',' or ']'", _("il manque une virgule, ou le crochet n’est pas refermé.")
    yield "found unexpected end of stream", _("des guillemets ouverts ne sont pas refermés.")
    yield "found unexpected document separator", _("des guillemets ouverts ne sont pas refermés.")
    yield "expected <block end>", _("le décalage en début de ligne ne suit pas celui des lignes d’avant.")
    yield "sequence entries are not allowed", _("un tiret de liste est mal placé ici.")
    yield "found unknown escape character", _("une barre oblique inverse est mal placée dans des guillemets.")
    yield "found duplicate anchor", _("ancre en double.")


def _writing_problem(error: yaml.MarkedYAMLError) -> Problem:
    # Quotation marks left open are noticed at the end of the file; where they open is what helps.
    marks = (error.context_mark, error.problem_mark)
    mark = next(filter(None, marks if "unexpected" in str(error.problem) else marks[::-1]), None)
    line = mark.line + 1 if mark is not None else 1
    said = str(error.problem)
    for start, sentence in _explanations():
        if said.startswith(start):
            return Problem(line, sentence)
    return Problem(line, _unreadable())
