"""The circle map: everybody has a place, names never cover each other, the thread says who is there."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.lib.lettering import width_of, wrap
from filrouge.parcours.rules.circle_labels import Box, Node
from filrouge.parcours.rules.circle_map import SECTORS, CircleMap, draw

RELATIVES = Node("relatives", "Proches", "aucun noté", "d-proches", "users", "relatives")
NOTES = ("Au centre : ceux qui sont là.", "Au bord : ponctuels, ou partis.")
LONG = "Service d’accompagnement à la vie sociale de la vallée du Gier"


def node(
    key, sector="health", presence="present", label="Infirmière", sublabel="chaque jour", lead=False
) -> Node:
    return Node(key, label, sublabel, "d-sante", "heartbeat", sector, lead, presence)


def circle(nodes=(), person="Mme E.") -> CircleMap:
    return draw(person, nodes, relatives=RELATIVES, title="Mme E. au centre", notes=NOTES)


def mme_e() -> CircleMap:
    return circle(
        [
            node("tutor", "rights", label="Tutelle", sublabel="exercée par : ?"),
            node("network", "coordination", "occasional", "Réseau de santé", "évaluations"),
            node("maia", "coordination", label="Gestionnaire de cas", sublabel="MAIA, pilote", lead=True),
            node("nurse", "health"),
            node("hospital", "health", "gone", "Hôpital", "juillet 2019"),
            node("saad", "daily_life", label="Nouveau SAAD", sublabel="aide à domicile"),
            node("ehpad", "housing", label="EHPAD", sublabel="lieu de vie"),
        ]
    )


def mark(drawn: CircleMap, key: str):
    return next(one for one in drawn.marks if one.key == key)


def boxes(drawn: CircleMap) -> list[tuple[str, Box]]:
    found = [(one.key, one.label.box) for one in drawn.marks]
    for one in drawn.marks:
        r = one.radius
        found.append((f"{one.key} (node)", Box(one.x - r, one.y - r, one.x + r, one.y + r)))
    found += [("note", Box(14, note.y - 11, 14 + width_of(note.text, 14), note.y)) for note in drawn.notes]
    x, y, r = drawn.centre_x, drawn.centre_y, drawn.radius
    return [*found, ("person", Box(x - r, y - r, x + r, y + r))]


def covering(drawn: CircleMap) -> list[tuple[str, str]]:
    named = boxes(drawn)
    return [(a, b) for i, (a, one) in enumerate(named) for b, other in named[i + 1 :] if one.meets(other)]


def test_the_map_of_a_small_circle_has_its_first_size():
    drawn = mme_e()
    assert (drawn.width, drawn.height, drawn.is_fluid) == (840.0, 700.0, True)
    assert covering(drawn) == []


def test_the_same_circle_gives_the_same_numbers():
    assert mme_e() == mme_e()


def test_the_one_who_leads_comes_first_then_the_sectors_in_their_order():
    assert [one.key for one in mme_e().marks] == [
        "maia", "network", "nurse", "hospital", "saad", "ehpad", "tutor", "relatives",
    ]  # fmt: skip
    assert mark(mme_e(), "maia").is_lead


def test_those_present_stand_on_the_inner_ring_and_the_others_further_out():
    drawn = mme_e()
    for one in drawn.marks:
        away = ((one.x - drawn.centre_x) / drawn.inner[0]) ** 2 + (
            (one.y - drawn.centre_y) / drawn.inner[1]
        ) ** 2
        assert (away > 2) is (one.key in ("network", "hospital"))


def test_a_place_is_kept_for_relatives_until_one_is_known():
    assert mark(mme_e(), "relatives").state == "missing"
    drawn = circle([node("mother", "relatives", label="Mère de Lina")])
    assert [(one.key, one.state) for one in drawn.marks] == [("mother", "")]


def test_what_is_over_hangs_on_a_torn_link():
    whole, torn = mme_e().links
    assert (whole.path.count("M"), whole.frays) == (1, "")
    assert (torn.path.count("M"), torn.frays.count("M")) == (2, 6)
    assert mark(mme_e(), "hospital").state == "gone"


def test_the_thread_goes_from_the_person_to_the_lead_and_round_those_present():
    drawn = mme_e()
    last = mark(drawn, "tutor")
    assert drawn.thread.startswith("M420 345 C")
    assert drawn.thread.endswith(f"{last.x:.1f} {last.y:.1f}".replace(".0 ", " ").removesuffix(".0"))
    assert drawn.dotted.count("A") == 2


def test_without_a_lead_the_thread_from_the_person_is_dotted():
    drawn = circle([node("a"), node("b", "housing")])
    assert drawn.thread.startswith(f"M{drawn.marks[0].x:.1f}".removesuffix(".0"))
    assert drawn.dotted.startswith("M420 345 C")


def test_one_present_without_lead_leaves_everything_dotted():
    drawn = circle([node("a")])
    assert drawn.thread == ""
    assert drawn.dotted.startswith("M420 345 C")


def test_nobody_known_leaves_a_dotted_ring():
    drawn = circle()
    assert (drawn.thread, drawn.links) == ("", ())
    assert drawn.dotted.count("A") == 2


def test_a_long_name_is_laid_on_three_lines_at_most_and_kept_whole_in_the_title():
    one = mark(circle([node("s", label=LONG, sublabel="")]), "s")
    assert 2 <= len(one.label.lines) <= 3
    assert one.title == LONG


def test_a_word_longer_than_the_room_is_cut():
    assert wrap("anticonstitutionnellement", 15, 100, lines=3)[0].endswith("…")


@pytest.mark.parametrize(
    "person", ["Lina", "Marie-Antoinette Vandenberghe", "Une personne au nom vraiment très long"]
)
def test_the_disc_of_the_person_holds_her_name(person):
    drawn = circle([node("a")], person=person)
    assert 44 <= drawn.radius <= 72
    assert 1 <= len(drawn.person) <= 3
    assert covering(drawn) == []


def test_the_corner_may_hold_no_note():
    drawn = draw("Lina", [node("a")], relatives=RELATIVES, title="Lina au centre")
    assert drawn.notes == ()
    assert covering(drawn) == []


def test_many_more_people_than_expected_are_still_drawn():
    drawn = circle([node(f"n{n}", SECTORS[n % len(SECTORS)], label=LONG) for n in range(150)])
    assert len(drawn.marks) == 150


@pytest.mark.parametrize("presence", ["present", "occasional", "gone"])
@pytest.mark.parametrize("sector", ["health", "coordination"])
def test_twenty_four_long_names_in_one_place_never_cover_each_other(presence, sector):
    drawn = circle([node(f"n{n}", sector, presence, LONG, "depuis le 12 septembre 2018") for n in range(24)])
    assert len(drawn.marks) == 25
    assert covering(drawn) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*SECTORS, "elsewhere"]),
            st.sampled_from(["present", "occasional", "gone"]),
            st.sampled_from(["Kiné", "Médecin traitant", LONG, "Maison départementale de l’autonomie"]),
            st.sampled_from(["", "depuis mars 2018", "exercée par : non renseigné"]),
        ),
        max_size=24,
    ),
    st.booleans(),
)
def test_names_never_cover_each_other(told, led):
    nodes = [node(f"n{n}", *one, lead=led and n == 0) for n, one in enumerate(told)]
    drawn = circle(nodes)
    assert covering(drawn) == []
    page = Box(0, 0, drawn.width, drawn.height)
    assert all(page.left <= box.left and box.right <= page.right for _name, box in boxes(drawn))
    assert all(page.top <= box.top and box.bottom <= page.bottom for _name, box in boxes(drawn))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_prints_numbers_with_a_point_and_names_escaped(language):
    drawn = circle([node("a", label="<b>SAAD</b>", lead=True), node("b", presence="gone")])
    with translation.override(language):
        html = render_to_string("parcours/circle_map.html", {"circle_map": drawn})
    values = re.findall(r'\b(?:x|y|cx|cy|r|rx|ry|width|height)="([^"]*)"', html)
    assert [value for value in values if not re.fullmatch(r"-?\d+(\.\d+)?", value)] == []
    assert "&lt;b&gt;SAAD" in html
    assert "style=" not in html
