"""The services proposed first are those that the nomenclature sets beside the needs."""

import pytest

from filrouge.needs.models import Need
from filrouge.nomenclature.models import Code
from filrouge.plans.forms.composing import LineForm
from filrouge.plans.models import Objective
from filrouge.plans.rules.services import ANSWERS, answering
from filrouge.plans.tests.drawing import draft, objective
from tests.personas import NOW, world


def test_needs_lead_to_the_services_that_stand_beside_them():
    assert answering(["1.3.4.2", "1.1.10", "1.3.4.2"]) == ("2.3.4.3", "3.2.4.3", "2.1")
    assert answering(["9"]) == ()


@pytest.mark.django_db
def test_every_code_of_the_table_is_in_the_lists():
    needs = set(Code.objects.filter(code_list__slug="serafin_ph_besoins").values_list("code", flat=True))
    services = set(
        Code.objects.filter(code_list__slug="serafin_ph_prestations").values_list("code", flat=True)
    )
    assert set(ANSWERS) <= needs
    assert {code for codes in ANSWERS.values() for code in codes} <= services


@pytest.mark.django_db
def test_the_form_of_a_line_offers_them_first_and_every_other_once():
    made = world()
    code = Code.objects.get(code_list__slug="serafin_ph_besoins", code="1.3.4.2")
    need = Need.objects.create(parcours=made.parcours, code=code, recorded_by=made.claire, recorded_at=NOW)
    goal = objective(made, draft(made), area="mobility", needs=[need])
    form = LineForm(
        None, objective=Objective.objects.get(pk=goal.pk), parcours=made.parcours, user=made.claire
    )
    groups = list(form.fields["service_code"].choices)
    assert groups[1][0] == "Peut répondre à ces besoins"
    assert [label for _key, label in groups[1][1]] == [
        "Accompagnements pour le développement de l'autonomie pour les déplacements",
        "Transports liés à l'autonomie et la participation sociale",
    ]
    keys = [key for _title, options in groups[1:] for key, _label in options]
    assert (
        len(keys) == len(set(keys)) == Code.objects.filter(code_list__slug="serafin_ph_prestations").count()
    )
