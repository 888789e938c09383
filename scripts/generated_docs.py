"""Makes docs/access.md, docs/lifecycles.md and docs/radar.md from the code, or checks that they say what it says.

python scripts/generated_docs.py [--check]
"""

import ast
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("FILROUGE_ENV", "test")
os.environ.setdefault("FILROUGE_DATA_DIR", tempfile.mkdtemp(prefix="filrouge-docs-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "filrouge.config.settings"

from filrouge.config.database import use_sound_sqlite  # noqa: E402

use_sound_sqlite()

import django  # noqa: E402
from django.utils import translation  # noqa: E402

PACKAGE = HERE / "filrouge"
NOTICE = "<!-- Made by `make docs` from the code: change the code, not this page. -->\n"


def modules(name: str) -> Iterator[Path]:
    """The files of one layer in every room: `access.py`, or the files of the package of that name."""
    yield from sorted(PACKAGE.glob(f"*/{name}.py"))
    yield from sorted(path for path in PACKAGE.glob(f"*/{name}/*.py") if path.name != "__init__.py")


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))


def strings(node: ast.AST) -> set[str]:
    return {
        leaf.value
        for leaf in ast.walk(node)
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
    }


def checks_called(node: ast.AST) -> list[str]:
    names = [
        leaf.func.id
        for leaf in ast.walk(node)
        if isinstance(leaf, ast.Call) and isinstance(leaf.func, ast.Name)
    ]
    return [name for name in names if name.startswith("check_can_")]


def permissions_of_checks() -> dict[str, set[str]]:
    from filrouge.accounts.roles import PERMISSIONS

    return {node.name: strings(node) & PERMISSIONS for path in modules("access") for node in functions(path)}


def access_page() -> str:
    from filrouge.accounts.roles import ROLES

    lines = [
        "# Who may do what",
        NOTICE,
        "## Roles",
        "",
        "| role | in a sentence | permissions |",
        "|---|---|---|",
    ]
    for role in ROLES.values():
        lines.append(f"| {role.label} | {role.sentence} | {', '.join(sorted(role.permissions))} |")
    lines += ["", "## Use cases", "", "What each act asks of the account, besides reaching the object at all"]
    lines += ["(`visible_to`: an outsider gets 404).", "", "| use case | what it is | asks for | roles |"]
    lines += ["|---|---|---|---|"]
    needed = permissions_of_checks()
    for path in modules("use_cases"):
        room = path.relative_to(PACKAGE).parts[0]
        for node in functions(path):
            checks = checks_called(node)
            if node.name.startswith("_") or not checks:
                continue
            asked = sorted(set().union(*(needed.get(check, set()) for check in checks)))
            roles = [role.code for role in ROLES.values() if role.permissions.issuperset(asked)]
            sentence = (ast.get_docstring(node) or "").split("\n")[0]
            lines.append(f"| `{room}.{node.name}` | {sentence} | {', '.join(asked)} | {', '.join(roles)} |")
    return "\n".join(lines) + "\n"


def lifecycles_page() -> str:
    lines = ["# Life cycles", NOTICE, "Each table `TRANSITIONS` of a room's rules, drawn.", ""]
    for path in modules("rules"):
        name = ".".join(path.relative_to(HERE).with_suffix("").parts)
        tables = getattr(importlib.import_module(name), "TRANSITIONS", None)
        if tables is None:
            continue
        title = (importlib.import_module(name).__doc__ or name).split("\n")[0]
        lines += [f"## {name.removeprefix('filrouge.')}", "", title, "", "```mermaid", "stateDiagram-v2"]
        lines += [f"  {state} --> {to}: {who}" for state, ways in tables.items() for to, who in ways.items()]
        lines += ["```", ""]
    return "\n".join(lines)


COUNTS = "\n## Counts\n"


def radar_page() -> str:
    """Every kind of signal; the table of counts below, which takes a population, is `scripts/radar_counts.py`'s."""
    from filrouge.follow_up.queries.signals import KINDS

    lines = [
        "# The radar",
        NOTICE,
        "Each kind of signal: why it matters, who says so, and from when on. How it is",
    ]
    lines += ["kept true, and who reads what: `docs/adr/0033-the-radar.md`.", ""]
    lines += ["| kind | on screen | why | source | thresholds |", "|---|---|---|---|---|"]
    for name, kind in sorted(KINDS.items()):
        set_by_a_team = "; ".join(
            f"{each.label}: {each.default} {each.unit}, {each.least} to {each.most}"
            for each in kind.thresholds.values()
        )
        lines.append(f"| `{name}` | {kind.title} | {kind.why} | {kind.source} | {set_by_a_team} |")
    kept = _kept("radar.md")
    told = kept.read_text().partition(COUNTS)[2] if kept.exists() else ""
    return "\n".join(lines) + "\n" + (COUNTS + told if told else "")


def main() -> int:
    django.setup()
    translation.activate("fr")
    pages = {"access.md": access_page(), "lifecycles.md": lifecycles_page(), "radar.md": radar_page()}
    old = [
        name for name, text in pages.items() if not _kept(name).exists() or _kept(name).read_text() != text
    ]
    if "--check" in sys.argv:
        print(
            "\n".join(f"docs/{name} is old (run `make docs`)" for name in old)
            or "generated pages: up to date"
        )
        return bool(old)
    for name in old:
        _kept(name).write_text(pages[name])
    return 0


def _kept(name: str) -> Path:
    return HERE / "docs" / name


if __name__ == "__main__":
    sys.exit(main())
