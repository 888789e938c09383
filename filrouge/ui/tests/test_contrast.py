"""Words in the colour of a life area, or of a state, can be read on their ground in every theme."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent / "static" / "ui" / "css"
READABLE = 4.5
COMFORTABLE = 4.8
AREAS = [
    "coord",
    "sante",
    "quotidien",
    "deplacements",
    "droits",
    "logement",
    "ecole",
    "travail",
    "proches",
    "loisirs",
    "argent",
]
STATES = ["ok", "watch", "info", "error", "thread"]
THEMES = {
    "light": r"^:root \{(.*?)^\}",
    "dark": r'^:root\[data-theme="dark"\] \{(.*?)^\}',
    "contrast": r'^:root\[data-theme="contrast"\] \{(.*?)^\}',
}


def colours(theme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("tokens.css", "areas.css"):
        for block in re.findall(THEMES[theme], (CSS / name).read_text("utf-8"), re.S | re.M):
            found |= dict(re.findall(r"--fr-([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_greatest_contrast():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", [*AREAS, *STATES])
def test_a_colour_is_readable_on_its_soft_ground_and_on_paper(theme, name):
    known = colours(theme)
    for ground in (known[f"{name}-soft"], known["paper"], known["surface"]):
        assert contrast(known[name], ground) >= READABLE


@pytest.mark.parametrize("theme", THEMES)
def test_getting_about_is_comfortable_and_unlike_the_other_areas(theme):
    known = colours(theme)
    assert contrast(known["deplacements"], known["deplacements-soft"]) >= COMFORTABLE
    assert len({known[name] for name in AREAS}) == len(AREAS)


def test_the_dark_colours_that_stand_twice_are_the_same():
    areas = (CSS / "areas.css").read_text("utf-8")
    by_device = re.search(r"prefers-color-scheme: ?dark\) \{(.*?)\n\}", areas, re.S)
    assert by_device is not None
    assert dict(re.findall(r"--fr-([a-z-]+): (#\w+)", by_device[1])) == {
        name: colours("dark")[name] for name in ("deplacements", "deplacements-soft")
    }


def test_style_sheets_take_their_colours_from_the_tokens():
    for path in CSS.glob("*.css"):
        if path.name not in ("tokens.css", "areas.css", "print.css"):
            assert not re.search(r":[^;{]*#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8")), path.name


def test_paper_takes_the_light_colours_whatever_the_screen():
    printed = dict(re.findall(r"--fr-([a-z-]+): (#\w{6})", (CSS / "print.css").read_text("utf-8")))
    light = colours("light")
    assert {f"{name}-soft" for name in (*AREAS, *STATES)} <= set(printed)
    assert printed.items() <= light.items()
