"""What the pages of her project show: words in two versions, voices of three origins, needs with and without words."""

from datetime import datetime
from typing import Any

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate
from filrouge.life_project import use_cases
from filrouge.life_project.models import Expectation
from filrouge.needs import use_cases as needs
from filrouge.needs.models import NeedOrigin
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours, Participant

on = PartialDate.parse


def project(parcours: Parcours, names: Any, *, her: User, by: User, now: datetime) -> dict[str, str]:
    """A record in which all of the tab has something to show; the words are the tests’ own, of no published case."""
    act: dict[str, Any] = {"by": by, "now": now}
    said = {"parcours": parcours, "when": on("2019-05")}
    use_cases.write_project(text="Rester au foyer.", how="spoken", **said, **act)
    text = "Essai de mots.\nRester au foyer, avec mes affaires."
    words = use_cases.write_project(text=text, how="pictograms", helped_by=names.get("ide"), **said, **act)
    use_cases.add_note(words, text="Essai de note\u00a0: dit en deux fois.", **act)
    hopes = _hopes(parcours, names, her, said, act)
    tied, other = needs.translate(hopes[0], codes=[leaf("1.3.4.2"), leaf("1.2.1.3")], **act)
    needs.translate(hopes[1], codes=[leaf("1.3.4.1"), leaf("1.3.4.2")], **act)
    needs.untie(NeedOrigin.objects.get(expectation=hopes[0], need=other), reason="mal compris", **act)
    needs.add_need(parcours, code=leaf("1.1.10"), sentence="Suivre sa santé.", **act)
    ended = needs.add_need(parcours, code=leaf("1.3.2.1"), when=on("2018"), **act)
    needs.end_need(ended, ended_on=on("2019-06"), end_reason="elle a sa chambre", version=1, **act)
    link = NeedOrigin.objects.get(need=tied, expectation=hopes[0])
    return {"words": str(words.pk), "hope": str(hopes[0].pk), "need": str(tied.pk), "link": str(link.pk)}


def _hopes(parcours: Parcours, names: Any, her: User, said: Any, act: Any) -> list[Expectation]:
    """Three voices, in an order that she gave; the last is set aside."""
    person = Participant.objects.get(parcours=parcours, is_the_person=True)
    told = (
        ("Sortir au marché le jeudi.", person, "mobility"), ("Voir du monde.", person, "social_life"),
        ("Qu’elle mange mieux.", names.get("mt"), "health"), ("Un chat.", person, "daily_life"),
    )  # fmt: skip
    hopes = [
        use_cases.add_expectation(words=text, said_by=voice, area=area, **said, **act)
        for text, voice, area in told
    ]
    keys = [hopes[1].pk, hopes[0].pk]
    use_cases.order_expectations(parcours, keys=keys, version=0, by=her, now=act["now"])
    use_cases.move_expectation(
        hopes[3],
        state="set_aside",
        reason="le foyer ne prend pas d’animaux",
        said_by=person,
        version=1,
        **act,
    )
    return hopes


def leaf(number: str) -> Code:
    return Code.objects.select_related("code_list").get(code_list__slug="serafin_ph_besoins", code=number)
