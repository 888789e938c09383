"""What the tests of a hand-over share: somebody to hand over to, and a hand-over at each of its states."""

from datetime import date
from uuid import UUID

from filrouge.parcours.choices import OutstandingKind
from filrouge.parcours.models import CircleMember, HandOver, HandOverLine, Participant
from filrouge.parcours.queries.hand_over import Outstanding
from filrouge.parcours.use_cases import circle, hand_over
from tests.personas import NOW, World, on

DAY = date(2019, 9, 2)
SPELL, BREAK = UUID(int=1), UUID(int=2)


def receiver(made: World) -> CircleMember:
    """Colette, of the same organisation, comes into the circle to coordinate; she reads health only."""
    organisation = made.colette.memberships.get().organisation
    named = circle.name_participant(
        made.parcours, name="Colette", kind="coordonnateur", user=made.colette, organisation=organisation,
        by=made.claire, now=NOW,
    )  # fmt: skip
    return circle.add_member(
        named, role="coordination", areas=["health"], since=on("2019-07"), by=made.claire, now=NOW
    )


def prepared(made: World, to: CircleMember | None = None, **facts: object) -> HandOver:
    asked = {"switches_on": DAY, "overlap_before": 10, "overlap_after": 20, "reason": "départ", **facts}
    return hand_over.prepare_hand_over(
        made.lead, to_member=to or receiver(made), by=made.claire, now=NOW, **asked
    )


def lines(made: World) -> list[Outstanding]:
    return [
        Outstanding(OutstandingKind.SPELL, SPELL, ["health"], f"soins {made.secret('health')}", on("2018-09")),
        Outstanding(OutstandingKind.RUPTURE, BREAK, ["money"], f"dette {made.secret('money')}", None),
    ]  # fmt: skip


def proposed(made: World, **facts: object) -> HandOver:
    found = prepared(made, **facts)
    return hand_over.propose_hand_over(found, outstanding=lines(made), by=made.claire, now=NOW)


def answered(made: World, **facts: object) -> HandOver:
    """Proposed, and each line answered: one taken, one left to Claire."""
    found = proposed(made, **facts)
    first, second = HandOverLine.objects.filter(hand_over=found).order_by("order")
    answer(made, first, "taken")
    answer(made, second, "not_taken", remark="la tutelle s’en charge", kept_by=made.participants["claire"])
    return found


def answer(
    made: World, line: HandOverLine, said: str, *, remark: str = "", kept_by: Participant | None = None
) -> None:
    hand_over.answer_line(
        line, answer=said, remark=remark, kept_by=kept_by, version=line.version, by=made.colette, now=NOW
    )
