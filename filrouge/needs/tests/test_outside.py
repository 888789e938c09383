"""An assessment made elsewhere enters as what a named professional concluded, its score as it was written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from filrouge.documents.use_cases.attaching import attach
from filrouge.documents.use_cases.examining import examine
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases
from filrouge.needs.models import Assessment
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from tests.personas import NOW, on, world

TOLD = {
    "instrument": "MMSE", "role_words": "gériatre, consultation mémoire", "when": "mai 2018", "area": "health",
    "score_text": "22/30, calculé à l’hôpital", "findings": "oublie les rendez-vous\nse repère bien",
    "conclusion": "Trouble léger.", "recommendations": "revoir dans un an", "level": "circle",
    "new_name": "Dr Rosa Lind", "new_kind": "professionnel de santé",
}  # fmt: skip


def bring(made, who=None, query="", **changed):
    url = address("needs:outside_new", made) + query
    return send(browser_of(who or made.claire), url, **TOLD | changed)


def test_it_keeps_who_concluded_as_what_and_the_score_as_text(made):
    assert bring(made, document=made.document.pk).status_code == 302
    kept = Assessment.objects.get(is_outside=True)
    assert (kept.said_by.name, kept.role_words) == ("Dr Rosa Lind", "gériatre, consultation mémoire")
    assert (kept.score_text, kept.document) == ("22/30, calculé à l’hôpital", made.document)
    assert [advice.text for advice in kept.recommendations.all()] == ["revoir dans un an"]
    assert last_act(made) == "needs.outside_recorded"
    page = browser_of(made.claire).get(address("needs:voices", made))
    words = text_of(page)
    assert "faite ailleurs" in words and "22/30, calculé à l’hôpital" in words
    assert address("documents:document", made, made.document.pk) in page.content.decode()


def test_who_may_not_read_the_paper_is_not_led_to_it(made):
    file = examine(SimpleUploadedFile("relevé.txt", b"ce qu'elle doit"))
    paper = attach(made.parcours, file=file, title="relevé", area="money", by=made.claire, now=NOW)
    bring(made, document=paper.pk)
    link = address("documents:document", made, paper.pk)
    shown = {who: browser_of(who).get(address("needs:voices", made)) for who in (made.claire, made.ines)}
    assert all("Trouble léger." in text_of(page) for page in shown.values())
    assert link in shown[made.claire].content.decode()
    assert link not in shown[made.ines].content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"role_words": " "}, "obligatoire"),
        ({"conclusion": ""}, "obligatoire"),
        ({"new_name": "", "new_kind": ""}, "quelqu’un dans la liste"),
        ({"score_text": "x" * 201}, "200"),
    ],
)
def test_it_is_refused_without_its_author_or_what_they_say(made, changed, sentence):
    page = bring(made, **changed)
    assert page.status_code == 200
    assert sentence in text_of(page) and "se repère bien" in text_of(page)
    assert not Assessment.objects.filter(is_outside=True).exists()


def test_the_use_case_keeps_the_same_rules(made):
    told = {
        "when": on("2018"), "author": made.participants["ines"], "instrument": "AGGIR", "now": NOW,
    }  # fmt: skip
    with pytest.raises(Refused, match="quelle qualité"):
        use_cases.record_outside(made.parcours, role_words=" ", conclusion="GIR 4", by=made.claire, **told)
    with pytest.raises(Refused, match="conclusion"):
        use_cases.record_outside(made.parcours, role_words="x", conclusion=" ", by=made.claire, **told)
    with pytest.raises(NotAllowed):
        use_cases.record_outside(made.parcours, role_words="x", conclusion="y", by=made.anne, **told)
    with pytest.raises(Refused, match="que vous pouvez lire"):
        use_cases.record_outside(
            made.parcours, role_words="x", conclusion="y", document=world(2).document, by=made.claire, **told
        )


def test_the_next_one_stands_beside_the_former(made):
    bring(made)
    former = Assessment.objects.get(is_outside=True)
    query = f"?suite={former.pk}"
    assert 'value="MMSE"' in browser_of(made.claire).get(
        address("needs:outside_new", made) + query
    ).content.decode()  # fmt: skip
    assert bring(made, query=query, when="2019", new_name="Dr Paul Assi").status_code == 302
    assert Assessment.objects.get(follows=former).said_by.name == "Dr Paul Assi"


def test_it_is_closed_to_others(made):
    url = address("needs:outside_new", made)
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.relative_account).get(url).status_code == 403
