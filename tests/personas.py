"""The cast of the tests: who they are once and for all, and the record that they share.

Every text of a record carries a canary, `⟦canari:N⟧`, so that a page that shows somebody else's is caught.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from filrouge.accounts.models import Membership, User
from filrouge.documents.models import Document, DocumentVersion
from filrouge.documents.use_cases.attaching import attach
from filrouge.documents.use_cases.examining import examine
from filrouge.follow_up.models import Event, Rupture, Transition
from filrouge.follow_up.use_cases import events, ruptures, services, transitions
from filrouge.lib.dates import PartialDate
from filrouge.needs import use_cases as needs
from filrouge.needs.models import Assessment, Divergence, Right, Viewpoint
from filrouge.nomenclature.models import Code
from filrouge.parcours.choices import Basis, CircleRole
from filrouge.parcours.models import CircleMember, Lead, Parcours, Participant, ServiceSpell, ThreadEntry
from filrouge.parcours.use_cases import circle, identity, opening, sharing
from filrouge.parcours.use_cases import services as spells
from filrouge.people.models import Person, Relative
from filrouge.territory.models import Organisation

NOW = datetime(2019, 7, 31, 9, 0, tzinfo=UTC)


def on(notation: str) -> PartialDate:
    return PartialDate.parse(notation)


def account(
    name: str, *, role: str = "", organisation: Organisation | None = None, kind: str = User.Kind.PROFESSIONAL
) -> User:
    user = User(email=f"{name.lower().replace(' ', '.')}@exemple.fr", name=name, kind=kind)
    user.set_unusable_password()
    user.save()
    if role and organisation:
        Membership.objects.create(
            user=user, organisation=organisation, role=role, since_at=NOW.replace(year=2010)
        )
    return user


@dataclass
class World:
    """One person's record and everybody who stands in some relation to it."""

    number: int
    claire: User  # the coordinator, in the circle, all areas
    ines: User  # the network's nurse, in the circle, health only
    hugo: User  # was in the circle: ended
    colette: User  # same organisation as Claire, not in the circle
    anne: User  # a professional elsewhere
    sophie: User  # leads Claire's team
    karim: User  # a territorial partner
    marc: User  # data protection officer of Claire's organisation
    julie: User  # administrator
    person_account: User  # the person herself
    relative_account: User  # her daughter
    parcours: Parcours = field(init=False)
    person: Person = field(init=False)
    lead: Lead = field(init=False)
    members: dict[str, CircleMember] = field(default_factory=dict)
    participants: dict[str, Participant] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    spell: ServiceSpell = field(init=False)
    rupture: Rupture = field(init=False)
    transition: Transition = field(init=False)
    assessment: Assessment = field(init=False)
    viewpoint: Viewpoint = field(init=False)
    divergence: Divergence = field(init=False)
    document: Document = field(init=False)
    version: DocumentVersion = field(init=False)
    right: Right = field(init=False)
    daughter: Relative = field(init=False)

    @property
    def canary(self) -> str:
        return f"⟦canari:{self.number}⟧"

    def secret(self, area: str) -> str:
        """What marks a fact of one life area, so that a page that shows it where the area is closed is caught."""
        return f"⟦canari:{self.number}:{area}⟧"

    def entry(self, fact: Event | Assessment) -> ThreadEntry:
        return ThreadEntry.objects.get(pk=fact.pk)


def world(number: int = 1) -> World:
    """Builds a record through the same use cases as the screens."""
    maia = Organisation.objects.create(name=f"MAIA {number}")
    network = Organisation.objects.create(name=f"Réseau de santé {number}")
    home_help = Organisation.objects.create(name=f"Service à domicile {number}")
    elsewhere = Organisation.objects.create(name=f"Institut {number}")
    made = World(
        number=number,
        claire=account(f"Claire {number}", role="coordinator", organisation=maia),
        ines=account(f"Inès {number}", role="professional", organisation=network),
        hugo=account(f"Hugo {number}", role="professional", organisation=home_help),
        colette=account(f"Colette {number}", role="coordinator", organisation=maia),
        anne=account(f"Anne {number}", role="professional", organisation=elsewhere),
        sophie=account(f"Sophie {number}", role="team_lead", organisation=maia),
        karim=account(f"Karim {number}", role="territorial_partner", organisation=elsewhere),
        marc=account(f"Marc {number}", role="data_protection_officer", organisation=maia),
        julie=account(f"Julie {number}", role="administrator", organisation=maia),
        person_account=account(f"Mme Morel {number}", kind=User.Kind.PERSON),
        relative_account=account(f"Fille {number}", kind=User.Kind.RELATIVE),
    )
    _open(made)
    _circle(made, network, home_help)
    _life(made)
    _papers(made)
    return made


def _open(made: World) -> None:
    identity_facts = {
        "usual_name": f"Mme Morel {made.canary}",
        "birth_name": f"Durand {made.canary}",
        "given_names": f"Élise {made.canary}",
        "birth": on("1933-04"),
        "situation": f"veuve {made.canary}",
        "residence": f"foyer-logement {made.canary}",
        "communication": f"phrases courtes {made.canary}",
        "phone": f"01 99 00 00 {made.number:02d}",
        "local_number": f"D-{made.number}",
        "account": made.person_account,
    }
    request = {"asked_by": f"sa fille {made.canary}", "origin": "family", "reason": f"Seule {made.canary}"}
    made.parcours = opening.open_record(by=made.claire, now=NOW, identity=identity_facts, request=request)
    made.person = made.parcours.person
    made.participants["claire"] = Participant.objects.get(parcours=made.parcours, user=made.claire)
    made.participants["person"] = Participant.objects.get(parcours=made.parcours, is_the_person=True)
    made.members["claire"] = CircleMember.objects.get(participant=made.participants["claire"])
    made.lead = circle.begin_lead(made.members["claire"], since=on("2018-06"), by=made.claire, now=NOW)


def _circle(made: World, network: Organisation, home_help: Organisation) -> None:
    by, parcours = made.claire, made.parcours
    made.daughter = identity.add_relative(
        parcours,
        by=by,
        now=NOW,
        name=f"Jeanne Morel {made.canary}",
        tie="child",
        account=made.relative_account,
    )
    made.participants["daughter"] = Participant.objects.get(relative=made.daughter)
    for key, user, organisation in (("ines", made.ines, network), ("hugo", made.hugo, home_help)):
        made.participants[key] = circle.name_participant(
            parcours,
            name=f"{user.name} {made.canary}",
            kind="sante",
            user=user,
            organisation=organisation,
            by=by,
            now=NOW,
        )
    identity.set_protection(parcours, by=by, now=NOW, kind="guardianship", exercised_by=f"Paul {made.canary}")
    _places(made)


def _places(made: World) -> None:
    places = (
        ("ines", CircleRole.INTERVENTION, ["health"]),
        ("hugo", CircleRole.INTERVENTION, ["all"]),
        ("daughter", CircleRole.RELATIVE, ["daily_life"]),
    )
    asked = {"basis": Basis.CONSENT, "since": on("2018-03"), "by": made.claire, "now": NOW}
    for key, role, areas in places:
        made.members[key] = circle.add_member(made.participants[key], role=role, areas=areas, **asked)
    circle.end_member(made.members["hugo"], until=on("2018-06"), by=made.claire, now=NOW)
    sharing.record_consent(
        made.participants["ines"],
        areas=["health"],
        decision="agreed",
        on=on("2018-03"),
        by=made.claire,
        now=NOW,
    )


def _life(made: World) -> None:
    people = made.participants
    for key, when, area, text in (
        ("fall", "2018-05-12", "health", "Chute dans la cuisine"),
        ("stop", "2018-06", "daily_life", "Le service à domicile cesse"),
        ("start", "2018-11", "daily_life", "Un autre service commence"),
    ):
        made.events[key] = events.record_event(
            made.parcours,
            when=on(when),
            area=area,
            fact=f"{text} {made.secret(area)}",
            said_by=people["claire"],
            participants=[people["person"], people["ines"]],
            words=[(people["person"], f"« Je ne paie pas » {made.secret(area)}")],
            by=made.claire,
            now=NOW,
        )
    _breaks(made)
    _voices(made)


def _breaks(made: World) -> None:
    facts = {"parcours": made.parcours, "by": made.claire, "now": NOW}
    made.spell = spells.begin_spell(
        provider=made.participants["hugo"],
        nature=f"ménage {made.secret('daily_life')}",
        area="daily_life",
        **facts,
    )
    services.end_service(
        made.spell,
        until=on("2018-06"),
        outcome="nothing",
        end_reason=f"impayé {made.secret('daily_life')}",
        by=made.claire,
        now=NOW,
    )
    made.rupture = ruptures.open_rupture(
        nature=f"arrêt du ménage {made.secret('daily_life')}",
        cause=f"impayé {made.secret('daily_life')}",
        opened_by=made.events["stop"],
        closed_by=made.events["start"],
        spell=made.spell,
        **facts,
    )
    made.transition = transitions.record_transition(
        from_what=f"domicile {made.secret('health')}",
        to_what=f"hôpital {made.secret('health')}",
        events=[made.events["fall"]],
        **facts,
    )


def _voices(made: World) -> None:
    facts = {"parcours": made.parcours, "area": "housing", "by": made.claire, "now": NOW}
    made.assessment = needs.record_assessment(
        when=on("2018-03"),
        author=made.participants["ines"],
        conclusion=f"préparer un EHPAD {made.canary}",
        findings=[f"isolée {made.canary}"],
        recommendations=[f"protection {made.canary}"],
        **facts,
    )
    made.viewpoint = needs.record_viewpoint(
        when=on("[2018-03..2018-06]"),
        author=made.participants["claire"],
        conclusion=f"rester chez elle {made.secret('housing')}",
        **facts,
    )
    voices = [made.entry(made.assessment), made.entry(made.viewpoint)]
    made.divergence = needs.mark_divergence(
        made.parcours, subject=f"où vivre {made.secret('housing')}", voices=voices, by=made.claire, now=NOW
    )


def _papers(made: World) -> None:
    # Its bytes are examined: the marks stand there as they are, whatever a test makes of the words of a page.
    words = f"Compte rendu ⟦canari:{made.number}:health⟧".encode()
    made.document = attach(
        made.parcours,
        file=examine(SimpleUploadedFile(f"bilan {made.secret('health')}.txt", words)),
        title=f"compte rendu {made.secret('health')}",
        when=on("2018-05"),
        said_by=made.participants["claire"],
        area="health",
        attached_to=made.entry(made.events["fall"]),
        by=made.claire,
        now=NOW,
    )
    made.version = made.document.versions.get()
    made.right = needs.record_right(
        made.parcours,
        kind=Code.objects.get(code_list__slug="mdph_droits_prestations", code="5.1"),
        decision="granted",
        since=on("2018-10"),
        until=on("2020-09"),
        source=f"la commission {made.secret('rights')}",
        document=made.document,
        by=made.claire,
        now=NOW,
    )
