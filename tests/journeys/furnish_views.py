"""What the pages of crossed views show: needs, grids filled twice, an assessment from outside, things settled."""

from typing import Any

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.exchange.queries.names import Names
from filrouge.lib.dates import PartialDate
from filrouge.needs import use_cases as needs
from filrouge.needs.models import Need
from filrouge.needs.rules.instruments import instruments
from filrouge.needs.use_cases import Given
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours
from filrouge.parcours.use_cases import thread
from tests.journeys.places import TWICE

on = PartialDate.parse
NEEDED = (
    ("1.3.2.1", "Où vivre"), ("1.1.1", "Aller bien, être moins seule"), ("1.3.2.2", "Tenir son logement"),
    ("1.3.1.1", "Décider et être en sécurité"),
)  # fmt: skip


def crossed(names: Names, parcours: Parcours, document: str, her: User, **act: Any) -> dict[str, str]:
    told = [_need(parcours, code, sentence, **act) for code, sentence in NEEDED]
    settled = _differ(names, parcours, told[0], **act)
    needs.say_own_view(
        parcours, need=told[1], text="Je m’ennuie le dimanche.", when=on("2019-09"), by=her, now=act["now"]
    )
    _grids(names, parcours, **act)
    needs.record_outside(
        parcours, when=on("2018-05"), author=names.get("mt"), role_words="médecin traitant", instrument="AGGIR",
        conclusion="A besoin d’aide pour la toilette et les repas.", score_text="groupe 4, écrit au dossier",
        findings=["se lève seule"], recommendations=["revoir dans un an"], area="health",
        document=Document.objects.get(pk=document), **act,
    )  # fmt: skip
    relative = User.objects.get(email=TWICE)
    answers = {"nights": Given("often", "je me lève deux fois"), "sense": Given("always")}
    for _time in range(2):
        needs.tell_own_load(
            parcours, instruments()["proche"], when=on("2019-09"), answers=answers, is_shared=_time == 1,
            wish="Une nuit par semaine.", by=relative, now=act["now"],
        )  # fmt: skip
    return {"crossed": str(told[0].pk), "settled": str(settled)}


def _need(parcours: Parcours, code: str, sentence: str, **act: Any) -> Need:
    found = Code.objects.get(code_list__slug="serafin_ph_besoins", code=code)
    return needs.add_need(parcours, code=found, sentence=sentence, **act)


def _differ(names: Names, parcours: Parcours, about: Need, **act: Any) -> Any:
    """Three voices on where to live, marked as differing, and what was settled without her."""
    said = [
        needs.record_viewpoint(
            parcours, when=on(when), author=names.get(who), conclusion=words, need=about, **act
        )
        for who, when, words in (
            ("mt", "2018-03", "Préparer une entrée en EHPAD."),
            ("clic", "2018-05", "Rester au foyer-logement est possible, à une condition."),
        )
    ]
    lines = [thread.line_of(each) for each in said]
    mark = needs.mark_divergence(parcours, subject="où vivre", voices=lines, need=about, **act)
    stances = {names.get("mme_e"): "absent", names.get("mt"): "disagree", names.get("gdc"): "agree"}
    settled = needs.settle(
        parcours, subject="où vivre", when=on("2018-06"), outcome="another", need=about, divergence=mark,
        retained="Elle reste au foyer-logement. On travaille sur ce qui lui fait peur.", again_on=on("2018-09"),
        stances=stances, **act,
    )  # fmt: skip
    needs.settle(
        parcours, subject="qui l’appelle le dimanche", when=on("2018-06"), outcome="third_look", area="family",
        retained="On demande à l’équipe de la MAIA.", stances=stances, **act,
    )  # fmt: skip
    return settled.pk


def _grids(names: Names, parcours: Parcours, **act: Any) -> None:
    grid, author = instruments()["logement"], names.get("gdc")
    first = {
        "cooking": Given("hard"),
        "cleaning": Given("fine"),
        "night": Given("watch", "elle appelle la voisine"),
    }
    former = needs.assess_with(parcours, grid, when=on("2018-09"), author=author, answers=first, **act)
    again = {"cooking": Given("stuck", "les plaques sont coupées")}
    needs.assess_with(
        parcours, grid, when=on("2019-09"), author=author, answers=again, follows=former, rest_is_unchanged=True,
        conclusion="Les repas ne tiennent plus.", recommendations=["portage de repas"], **act,
    )  # fmt: skip
