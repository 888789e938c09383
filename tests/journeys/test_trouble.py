"""When things go wrong: a clear sentence, nothing half-written, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.copies import Copy, tell
from tests.journeys.served import Demo, sign_in

pytestmark = pytest.mark.browser
NAME = "Mme Odile Ardouin"
WORDS = "Elle a dit que la voisine passe le soir, et que « ça va »."
PROSE = "Elle a téléphoné à sa sœur ; elles se voient l’été. "
Open = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def copy(demo: Demo) -> Copy:
    return tell(demo, NAME)


@pytest.fixture
def page(new_context: Open) -> Page:
    page = new_context().new_page()
    sign_in(page, "gestionnaire")
    return page


def begin_to_write(page: Page, copy: Copy, words: str) -> None:
    page.goto(f"{copy.record}noter/")
    page.get_by_label("Ce qui s’est passé").fill(words)
    page.get_by_label("Domaine de vie").select_option(label="Vie quotidienne")


def send(page: Page) -> None:
    page.locator("main").get_by_role("button", name="Ajouter au fil").click()


def lines(page: Page, copy: Copy, words: str) -> int:
    page.goto(copy.record)
    expect(page.locator("#nom")).to_have_text(NAME)
    return page.locator("#fil-liste li").filter(has_text=words).count()


def test_an_end_before_its_beginning_is_said_and_everything_typed_stays(page, copy):
    page.goto(f"{copy.record}suivi/")
    page.get_by_role("row", name="EHPAD").get_by_role("link", name="S’arrête").click()
    page.get_by_label("Jusqu’à").fill("mars 2015")
    page.get_by_label("Pourquoi il s’arrête").fill("elle rentre chez elle")
    page.get_by_label("ce n’est plus nécessaire").check()
    page.get_by_role("button", name="Noter la fin").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    expect(page.get_by_role("alert")).to_contain_text("avant")
    expect(page.get_by_label("Jusqu’à")).to_have_value("mars 2015")
    expect(page.get_by_label("Pourquoi il s’arrête")).to_have_value("elle rentre chez elle")
    expect(page.get_by_label("ce n’est plus nécessaire")).to_be_checked()


def test_an_end_that_may_come_after_is_taken(page, copy):
    page.goto(f"{copy.record}suivi/")
    page.get_by_role("row", name="Les Noisetiers").get_by_role("link", name="S’arrête").click()
    page.get_by_label("Jusqu’à").fill("2018")
    page.get_by_label("ce n’est plus nécessaire").check()
    page.get_by_role("button", name="Noter la fin").click()
    expect(page.get_by_role("row", name="Les Noisetiers")).to_contain_text("2018")
    expect(page.get_by_role("row", name="Les Noisetiers")).to_contain_text("terminé")


def test_what_was_written_while_signed_out_is_given_back(page, copy):
    begin_to_write(page, copy, WORDS)
    other = page.context.new_page()
    other.goto("/compte/deconnexion/")
    other.locator("main").get_by_role("button", name="Se déconnecter").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Se connecter")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("rien n’est perdu")
    expect(page.locator("main")).to_contain_text(WORDS)
    sign_in(page, "gestionnaire")
    assert lines(page, copy, WORDS) == 0


def test_what_was_being_written_outlives_the_server(page, copy, demo):
    said = page.locator("[data-draft-status]")
    begin_to_write(page, copy, "Elle sort.")
    expect(said).to_have_text("Enregistré à l’instant.")
    demo.stop()
    page.get_by_label("Ce qui s’est passé").fill(WORDS)
    expect(said).to_contain_text("Le réseau ne répond pas")
    demo.start()
    expect(said).to_have_text("Enregistré à l’instant.", timeout=60_000)
    page.close()
    again = page.context.new_page()
    again.goto(f"{copy.record}noter/")
    again.get_by_role("link", name="Le reprendre").click()
    expect(again.get_by_label("Ce qui s’est passé")).to_have_value(WORDS)
    expect(again.get_by_label("Domaine de vie")).to_have_value("daily_life")


THREE_HOURS_LATER = """
from datetime import timedelta
from django.contrib.sessions.models import Session
from django.utils import timezone
from filrouge.accounts.middleware import ACTIVE_AT
row = Session.objects.get(pk="{key}")
told = row.get_decoded()
told[ACTIVE_AT] = (timezone.now() - timedelta(hours=3)).timestamp()
row.session_data = Session.objects.encode(told)
row.save()
"""


def three_hours_later(page: Page, demo: Demo) -> None:
    """This browser's session, and no other one's, was last used three hours ago."""
    (key,) = (each["value"] for each in page.context.cookies() if each["name"] == "filrouge")
    demo.manage("shell", "-c", THREE_HOURS_LATER.format(key=key))


def begin_a_line(page: Page, copy: Copy) -> None:
    """A plan with one objective, and the form of its first answer."""
    page.goto(f"{copy.record}plan/")
    page.get_by_role("button", name="Commencer un plan").click()
    page.get_by_role("link", name="Ajouter un objectif").click()
    page.locator("[name=words]").fill("voir sa sœur")
    page.get_by_role("button", name="Ajouter cet objectif").click()
    page.get_by_role("link", name="Ajouter une réponse").click()


def test_an_answer_of_the_plan_written_three_hours_ago_outlives_server_and_session(page, copy, demo):
    begin_a_line(page, copy)
    page.get_by_label("La réponse proposée").fill("Le car de dix heures")
    page.get_by_label("Comment cette réponse a été choisie").fill(PROSE)
    page.get_by_text("Quand et à quel rythme").click()
    page.get_by_label("mardi").check()
    page.get_by_text("Combien cela coûte, qui paie").click()
    page.get_by_label("Coût de l’un, en euros").fill("2,40")
    address = page.url
    expect(page.locator("[data-draft-status]")).to_have_text("Enregistré à l’instant.")
    demo.stop()
    page.get_by_label("La réponse proposée").fill("Le car de neuf heures")
    three_hours_later(page, demo)
    demo.start()
    page.get_by_role("button", name="Ajouter cette réponse").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("rien n’est perdu")
    for said in ("Le car de neuf heures", PROSE.strip(), "2,40"):
        expect(page.locator("main")).to_contain_text(said)
    sign_in(page, "gestionnaire")
    page.goto(address)
    page.get_by_role("link", name="Le reprendre").click()
    expect(page.get_by_label("Comment cette réponse a été choisie")).to_have_value(PROSE)
    page.get_by_text("Quand et à quel rythme").click()
    expect(page.get_by_label("mardi")).to_be_checked()


def test_a_double_click_writes_once(page, copy):
    begin_to_write(page, copy, "Appel de sa nièce, deux fois le même bouton.")
    page.locator("main").get_by_role("button", name="Ajouter au fil").dblclick()
    expect(page.locator("#fil-liste")).to_be_visible()
    assert lines(page, copy, "deux fois le même bouton") == 1


def correct(page: Page, copy: Copy, words: str) -> None:
    page.get_by_label("Ce qu’il faut lire").fill(words)
    page.get_by_label("Pourquoi vous corrigez").fill("relu")
    page.get_by_role("button", name="Corriger", exact=True).click()


def open_correction(page: Page, copy: Copy) -> None:
    page.goto(copy.record)
    line = page.locator("#fil-liste li").filter(has_text="transmise à la Passerelle")
    line.locator("summary").click()
    line.get_by_role("link", name="ce qui s’est passé").click()
    expect(page.get_by_label("Ce qu’il faut lire")).to_have_value(
        "La situation est transmise à la Passerelle."
    )


def test_two_who_correct_the_same_fact_both_see_both_texts(page, copy, new_context):
    louise = new_context().new_page()
    sign_in(louise, "mediateur")
    open_correction(page, copy)
    open_correction(louise, copy)
    correct(page, copy, "La situation est transmise à la Passerelle par le CLIC.")
    expect(page.get_by_role("status").filter(has_text="C’est corrigé.")).to_be_visible()
    correct(louise, copy, "La situation est transmise à la Passerelle par courrier.")
    both = louise.get_by_role("region", name="Deux textes pour le même endroit")
    expect(both).to_contain_text("transmise à la Passerelle par le CLIC.")
    expect(both).to_contain_text("transmise à la Passerelle par courrier.")
    both.get_by_text("Ce que vous avez écrit").click()
    louise.get_by_role("button", name="Corriger", exact=True).click()
    line = louise.locator("#fil-liste li").filter(has_text="transmise à la Passerelle par courrier.")
    expect(line.locator("s").filter(has_text="par le CLIC")).to_have_count(1)


def test_a_text_too_long_is_never_cut_but_said_and_given_back(page, copy):
    begin_to_write(page, copy, "")
    written = page.get_by_label("Ce qui s’est passé")
    written.focus()
    page.keyboard.insert_text(PROSE * 200)
    assert written.input_value() == PROSE * 200
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("au plus 8000 caractères")
    page.wait_for_load_state()
    assert written.input_value().strip() == (PROSE * 200).strip()


def test_ten_megabytes_change_nothing_and_are_still_in_the_page(page, copy):
    begin_to_write(page, copy, "")
    text = PROSE * (10_000_000 // len(PROSE.encode()))
    written = page.get_by_label("Ce qui s’est passé")
    written.evaluate("(each, text) => { each.value = text; each.form.requestSubmit() }", text)
    expect(page.locator("main")).to_contain_text("Rien n’a été changé.", timeout=180_000)
    page.go_back()
    expect(written).to_be_visible(timeout=60_000)
    assert written.evaluate("each => each.value.length") == len(text)


def test_the_back_button_shows_nothing_once_signed_out(page, copy):
    page.goto(copy.record)
    page.locator("summary").filter(has_text="Mon compte").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    page.go_back()
    page.wait_for_url(f"**/compte/connexion/?next={copy.record}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    assert NAME not in page.content()


def test_an_outsider_finds_nothing_at_her_address(page, copy, new_context):
    stranger = new_context().new_page()
    sign_in(stranger, "ailleurs")
    for part in ("", "suivi/", "cercle/", "regards/", "identite/"):
        answer = stranger.goto(copy.record + part)
        assert (answer.status, NAME in stranger.content()) == (404, False)
