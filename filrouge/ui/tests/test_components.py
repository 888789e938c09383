"""Each component has its place in the gallery, and draws what its words say."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse
from django_cotton.compiler_regex import CottonCompiler

from filrouge.ui.examples import COMPONENTS
from filrouge.ui.templatetags.ui import ICONS, PICTOGRAMS, icon, pictogram

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def draw(source: str, **context: object) -> str:
    """What a page that holds `source` shows; cotton itself only reads files."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


@pytest.fixture
def gallery(client: Client, db: None) -> str:
    return client.get(reverse("ui:gallery")).content.decode()


def test_every_component_has_its_entry():
    kept = {path.stem for path in (TEMPLATES / "cotton").glob("*.html")}
    shown = {path.stem for path in (TEMPLATES / "ui" / "gallery").glob("*.html")}
    assert kept == shown == set(COMPONENTS)


def test_every_component_says_what_it_is_for():
    for path in (TEMPLATES / "cotton").glob("*.html"):
        text = path.read_text("utf-8")
        assert "{% comment %}" in text or "{# " in text, path.name


def test_the_gallery_draws_every_component(gallery):
    assert "<c-" not in gallery
    for name in COMPONENTS:
        assert f'<section id="{name}"' in gallery
    for sign in ('class="citation"', 'class="vide"', "confirmer", 'role="alert"', "bt-rep", "fil-nav"):
        assert sign in gallery


def test_every_icon_shown_stands_in_the_sprite(gallery):
    drawn = set(re.findall(r'href="#i-([a-z0-9-]+)"', gallery))
    held = set(re.findall(r'<symbol id="i-([a-z0-9-]+)"', gallery))
    assert drawn <= held == ICONS


def test_an_icon_that_is_not_kept_is_refused():
    assert 'href="#i-heartbeat"' in icon("heartbeat")
    with pytest.raises(LookupError, match="unicorn"):
        icon("unicorn")


def test_a_pictogram_is_a_picture_beside_its_word():
    assert 'alt=""' in pictogram("plan")
    assert {"yes", "no", "otherwise", "later", "plan", "help", "look", "calendar"} <= PICTOGRAMS
    with pytest.raises(LookupError, match="unicorn"):
        pictogram("unicorn")


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("(<c-unknown />).", '(<span class="nr">non renseigné</span>).'),
        ('(<c-tag tone="ok">oui</c-tag>)', '(<span class="tag tag-ok">oui</span>)'),
        (
            '(<c-when words="hier" day="2019-07-30" />)',
            '(<time class="date" datetime="2019-07-30" title="2019-07-30">hier</time>)',
        ),
        ('(<c-when words="2014" vague="1" />)', '(<span class="date date-vague">2014</span>)'),
        ("(<c-when />)", '(<span class="nr">date non renseignée</span>)'),
    ],
)
def test_words_in_a_sentence_bring_no_space_of_their_own(source, drawn):
    assert draw(source) == drawn


def test_a_button_with_an_address_is_a_link():
    link = draw('<c-button href="/x/" kind="quiet" small="1">Voir</c-button>')
    assert '<a class="bt bt-2 bt-s" href="/x/"' in link
    button = draw('<c-button kind="main">Noter</c-button>')
    assert '<button class="bt bt-1" type="submit"' in button


def test_what_somebody_wrote_is_never_read_as_a_tag():
    drawn = draw('<c-quote :words="words" :by="words" />', words="<b>moi</b>")
    assert "<b>" not in drawn
    assert drawn.count("&lt;b&gt;moi") == 2


def test_a_field_ties_its_help_and_its_error_to_its_control(gallery):
    control = re.search(r'<input[^>]*name="when"[^>]*>', gallery)
    assert control is not None
    assert 'aria-describedby="g_when_helptext g_when_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    for identifier in ("g_when_helptext", "g_when_error"):
        assert gallery.count(f'id="{identifier}"') == 1


def test_what_is_obligatory_is_said_and_the_rest_is_not(gallery):
    assert re.search(r'for="g_when">\s*Quand[^<]*<span class="obl">\(obligatoire\)', gallery)
    assert re.search(r'for="g_what">\s*Ce qui s’est passé\s*</label>', gallery)
