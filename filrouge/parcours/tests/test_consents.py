import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Consent, Correction, ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from filrouge.parcours.use_cases import sharing
from tests.personas import NOW, on


def say(made, **changed):
    told = {
        "participant": made.participants["ines"].pk, "decision": "agreed", "areas": ["daily_life"], "on": "mars 2019",
        "means": "avec des pictogrammes",
    }  # fmt: skip
    return send(browser_of(made.claire), address("parcours:consents", made), **told | changed)


def reads(made, user) -> set[str]:
    return set(ThreadEntry.objects.visible_to(user).values_list("area", flat=True))


def test_record_consent_opens_at_once_and_a_withdrawal_closes(made):
    assert "daily_life" not in reads(made, made.ines)
    assert say(made).status_code == 302
    assert "daily_life" in reads(made, made.ines)
    kept = Consent.objects.get(areas=["daily_life"])
    assert (kept.on.notation, kept.means) == ("2019-03", "avec des pictogrammes")
    assert last_act(made) == "parcours.consent_recorded"
    say(made, decision="withdrawn", areas=["all"], on="avril 2019")
    assert reads(made, made.ines) == {"housing"}, "nothing but what she said herself"


def test_correct_consent_counts_at_once_and_keeps_what_had_been_noted(made):
    say(made)
    consent = Consent.objects.get(areas=["daily_life"])
    told = {"now": NOW, "reason": "relu avec elle"}
    sharing.correct_consent(consent, changes={"decision": "refused"}, by=made.claire, **told)
    assert "daily_life" not in reads(made, made.ines)
    assert last_act(made) == "parcours.consent_corrected"
    kept = Correction.objects.get(object_id=consent.pk)
    assert (kept.field, kept.old, kept.new) == ("decision", "agreed", "refused")
    with pytest.raises(Refused, match="domaines de vie"):
        sharing.correct_consent(consent, changes={"areas": []}, by=made.claire, **told)
    with pytest.raises(NotAllowed):
        sharing.correct_consent(consent, changes={"decision": "agreed"}, by=made.ines, **told)


def test_record_consent_is_read_back_in_words(made):
    say(made, decision="refused", areas=["money"], on="vers 2014", means="")
    page = text_of(browser_of(made.claire).get(address("parcours:consents", made)))
    assert "vers 2014 · choix de ne pas partager" in page and "Argent" in page and "non renseigné" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"areas": []}, "domaines"), ({"on": ""}, "Quand"), ({"participant": ""}, "Avec qui")],
)
def test_record_consent_asks_who_what_and_when(made, changed, sentence):
    page = say(made, **changed)
    assert page.status_code == 200 and sentence in text_of(page)


def test_record_consent_refuses_an_unknown_area_and_those_who_do_not_coordinate(made):
    told = {"decision": "agreed", "on": on("2019"), "now": NOW}
    with pytest.raises(Refused, match="domaines de vie"):
        sharing.record_consent(made.participants["ines"], areas=["moon"], by=made.claire, **told)
    for by in (made.ines, made.anne, made.person_account):
        with pytest.raises(NotAllowed):
            sharing.record_consent(made.participants["ines"], areas=["all"], by=by, **told)


def test_the_person_herself_is_nobody_to_share_with(made):
    page = browser_of(made.claire).get(address("parcours:consents", made))
    assert made.participants["person"] not in page.context["form"].fields["participant"].queryset
