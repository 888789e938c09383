"""The rules of the house, kept by the house."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

HERE = Path(__file__).resolve().parent.parent
PACKAGE = HERE / "filrouge"
ROOMS = {config.label for config in apps.get_app_configs() if config.name.startswith("filrouge.")}
TIGHT, USE_CASE, OTHER, TEST = 25, 40, 50, 30
# what the worker does by the clock, for nobody in particular
ACTS_OF_THE_MACHINE = {"anchor", "ensure_cast", "forget_old", "load_code_lists", "load_geography"}


def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=HERE, check=True, capture_output=True, text=True,
    )  # fmt: skip
    paths = [HERE / name for name in listed.stdout.splitlines()]
    return [path for path in paths if path.suffix in endings and path.exists() and "vendor" not in path.parts]


def python_files() -> list[Path]:
    return [path for path in tracked(".py") if "migrations" not in path.parts]


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def function_budget(path: Path) -> int:
    if is_test(path):
        return TEST
    layers = {*path.with_suffix("").parts}
    if layers & {"rules", "access", "models", "views"}:
        return TIGHT
    return USE_CASE if "use_cases" in layers else OTHER


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def body_lines(node: ast.FunctionDef) -> int:
    """Lines of a function without its signature, which may name many things, and its docstring, which may tell much."""
    body = node.body
    if ast.get_docstring(node) and len(body) > 1:
        body = body[1:]
    return (node.end_lineno or 0) - body[0].lineno + 1


def test_functions_keep_their_budget():
    too_long = [
        f"{path.relative_to(HERE)}:{node.lineno} {node.name}: {body_lines(node)} > {function_budget(path)}"
        for path in python_files()
        for node in functions(path)
        if body_lines(node) > function_budget(path)
    ]
    assert too_long == []


def test_files_keep_their_budget():
    budgets = [(path, 600 if is_test(path) else 400) for path in python_files()]
    budgets += [(path, 120) for path in tracked(".html") if path.name != "sprite.html"]
    lengths = [(path, len(path.read_text().splitlines()), budget) for path, budget in budgets]
    assert [f"{path.relative_to(HERE)}: {n} > {b}" for path, n, b in lengths if n > b] == []


def test_every_use_case_says_who_acts_and_when():
    silent = []
    for path in python_files():
        if is_test(path) or "use_cases" not in path.with_suffix("").parts:
            continue
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            is_act = any("transaction.atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
            named = {argument.arg for argument in node.args.kwonlyargs}
            if is_act and node.name not in ACTS_OF_THE_MACHINE and not {"by", "now"} <= named:
                silent.append(f"{path.relative_to(HERE)}: {node.name}")
    assert silent == []


def test_rooms_use_the_names_of_the_house():
    allowed = {
        "__init__", "apps", "choices", "models", "rules", "access", "queries", "use_cases", "notices", "forms", "views",
        "urls", "jobs", "admin", "checks", "management", "templatetags", "templates", "data", "tests", "migrations",
    }  # fmt: skip
    own = {
        "accounts": {"roles", "adapter", "middleware"},
        "exchange": {"imports", "scenarios", "population", "papers", "calendar"},
        "parcours": {"pages"},  # docs/adr/0005
    }
    strange = [
        f"{room}/{path.name}"
        for room in ROOMS - {"ui", "config", "lib"}
        for path in (PACKAGE / room).iterdir()
        if path.stem not in allowed | own.get(room, set()) | {"__pycache__", "static"}
    ]
    assert strange == []


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if m._meta.app_label in ROOMS], ids=lambda m: m.__name__
)
def test_the_glossary_ties_every_model_to_its_french_word(model):
    glossary = (HERE / "docs" / "glossary.md").read_text().lower()
    assert f"`{model.__name__}`".lower() in glossary
    assert str(model._meta.verbose_name).lower() in glossary


def test_every_permission_is_declared_and_used():
    from filrouge.accounts.roles import PERMISSIONS

    sources = [path.read_text() for path in python_files() if not is_test(path) and path.name != "roles.py"]
    unused = [name for name in sorted(PERMISSIONS) if not any(f'"{name}"' in text for text in sources)]
    assert unused == []


def test_no_list_is_written_past_the_use_cases():
    writers = re.compile(r"\.(update|bulk_create|bulk_update|delete)\(")
    allowed = {"use_cases", "migrations", "tests", "scripts", "benchmarks", "management", "jobs"}
    found = [
        f"{path.relative_to(HERE)}: {line.strip()}"
        for path in python_files()
        if path.is_relative_to(PACKAGE) and not is_test(path) and not allowed & {*path.with_suffix("").parts}
        for line in path.read_text().splitlines()
        if writers.search(line) and "objects" in line
    ]
    assert found == []


def test_pages_hold_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=\"|javascript:|\|safe\b|mark_safe")
    found = [str(path.relative_to(HERE)) for path in tracked(".html") if inline.search(path.read_text())]
    found += [
        str(path.relative_to(HERE))
        for path in python_files()
        if path.is_relative_to(PACKAGE) and not is_test(path) and "mark_safe" in path.read_text()
    ]
    assert found == []


def test_nothing_reads_what_lies_outside_the_repository():
    words = ["../" + "shared", "/work" + "/", "/ro" + "ot/"]
    hosts = re.compile("|".join(("pypi" + r"\.org", "registry" + r"\.npmjs", "files\\.python" + "hosted")))
    texts = {
        path: path.read_text(errors="ignore")
        for path in tracked(".py", ".md", ".toml", ".html", ".js", ".json", ".lock", ".txt")
    }
    outside = [
        str(path.relative_to(HERE))
        for path, text in texts.items()
        if hosts.search(text) or (any(word in text for word in words) and "docs/" not in str(path))
    ]
    assert outside == []


def test_the_readme_names_commands_that_exist():
    targets = set(re.findall(r"^([a-z-]+):", (HERE / "Makefile").read_text(), re.M))
    named = set()
    for page in ("README.md", "CONTRIBUTING.md", "docs/tour.md"):
        named |= set(re.findall(r"`make ([a-z-]+)", (HERE / page).read_text()))
    assert {"run", "test"} <= named
    assert named - targets == set()


def test_every_environment_variable_is_in_the_sample():
    read = set(
        re.findall(r'"(FILROUGE_[A-Z_]+)"', "".join(p.read_text() for p in (PACKAGE / "config").glob("*.py")))
    )
    told = set(re.findall(r"(FILROUGE_[A-Z_]+)", (HERE / ".env.sample").read_text()))
    assert read - told == set()


def test_every_link_between_our_pages_leads_somewhere():
    link = re.compile(r"!?\[([^\]]*)\]\((?!https?:|mailto:|#)([^)\s#]+)")
    pages = [path for path in tracked(".md") if path.is_relative_to(HERE / "docs") or path.parent == HERE]
    found = [(page, *parts) for page in pages for parts in link.findall(page.read_text())]
    assert len(found) > 5
    assert [f"{page.name}: {to}" for page, _, to in found if not (page.parent / to).exists()] == []
    assert [f"{page.name}: {to}" for page, words, to in found if not words.strip()] == []


def test_every_path_that_our_pages_name_exists():
    """What stands between backticks and looks like a path of ours, in the pages for engineers."""
    path = re.compile(r"`([a-z_./-]+/[a-z_.-]*)(?::[A-Za-z_]+)?`")
    pages = [HERE / name for name in ("README.md", "CONTRIBUTING.md", "docs/tour.md", "docs/operations.md")]
    named = {name for page in pages for name in path.findall(page.read_text()) if not name.startswith("/")}
    roots = (HERE, PACKAGE, HERE / "docs")
    made = {"shots/", "var/"}  # by a command
    assert len(named) > 10
    assert sorted(name for name in named - made if not any((root / name).exists() for root in roots)) == []
