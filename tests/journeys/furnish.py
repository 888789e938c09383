"""The demonstration furnished with everything that a page can show, and the keys of what was made.

Runs inside the application: in the tests' own process, or in the demonstration's through `manage.py shell`.
"""

import json
from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from filrouge.accounts.models import Membership, User
from filrouge.accounts.queries import written_cast
from filrouge.accounts.tests.soft_key import SoftKey
from filrouge.accounts.use_cases import keep_draft, system_account
from filrouge.documents.use_cases import attaching, taking_back
from filrouge.documents.use_cases.examining import Examined, examine
from filrouge.exchange.models import Import
from filrouge.exchange.queries.names import Names
from filrouge.exchange.use_cases.directory import import_directory
from filrouge.follow_up.models import RuptureProposal
from filrouge.follow_up.use_cases import events, ruptures, services, transitions
from filrouge.lib.dates import PartialDate
from filrouge.needs import use_cases as needs
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import CircleMember, Lead, Parcours
from filrouge.parcours.use_cases import (
    access_requests,
    circle,
    deaths,
    ends,
    identity,
    opening,
    putting_right,
    requests,
    sharing,
    thread,
    wishes,
)
from filrouge.parcours.use_cases import services as spells
from filrouge.territory.models import Organisation
from filrouge.territory.rules import DIRECTORY
from filrouge.territory.use_cases import correct_service
from tests.journeys.furnish_asking import asking
from tests.journeys.furnish_hands import hands
from tests.journeys.furnish_meetings import met
from tests.journeys.furnish_planned import planned
from tests.journeys.furnish_plans import plans
from tests.journeys.furnish_project import project
from tests.journeys.furnish_reviews import reviews
from tests.journeys.furnish_signals import signals
from tests.journeys.furnish_talks import talks
from tests.journeys.furnish_team import team
from tests.journeys.furnish_time import time_noted
from tests.journeys.furnish_turning import turning
from tests.journeys.furnish_views import crossed
from tests.journeys.places import HOLDER, PASSWORD, RESET, TWICE

# what a page asks of a browser that makes a passkey, as far as `SoftKey` reads it
ASKED = {"publicKey": {"challenge": "AAAA", "user": {"id": "AAAA"}}}
on = PartialDate.parse


def account(key: str) -> User:
    return User.objects.get(email={member.key: member.email for member in written_cast()}[key])


def furnish() -> dict[str, str]:
    """Makes it all and gives the keys that addresses need, as texts."""
    now = timezone.now()
    with override("fr"):
        made = Furnished(Names("mme-e"), account("gestionnaire"), now)
        keys = {
            **made.keys(), **made.drafts(), **made.breaks(), **made.voices(), **made.around(), **made.doors(),
            **made.places(),
            **made.ended_record(),
            **made.asked_for(),
            **made.papers(),
            **plans(**made.act),
            **project(made.parcours, made.names, her=account("mme_e"), **made.act),
            **talks(made.parcours, account("mme_e"), **made.act),
            **team(made.parcours, account("responsable"), **made.act),
            **reviews(made.parcours, account("mme_e"), **made.act),
            **hands(made.parcours, account("mediateur"), **made.act),
            **signals(made.parcours, **made.act),
            **turning(made.parcours, **made.act),
            **met(made.parcours, account("mme_e"), **made.act),
            **time_noted(made.parcours, account("responsable"), **made.act),
            **planned(made.parcours, **made.act),
        }  # fmt: skip
        views = crossed(made.names, made.parcours, keys["document"], account("mme_e"), **made.act)
        return {**keys, **views, **asking(keys["plan"], account("mediateur"), **made.act)}


class Furnished:
    """Mme E.'s record, with more in it, and other records beside."""

    def __init__(self, names: Names, by: User, now: datetime) -> None:
        self.names, self.by, self.now = names, by, now
        self.parcours: Parcours = names.get("gdc").parcours
        self.act: dict[str, Any] = {"by": by, "now": now}

    def places(self) -> dict[str, str]:
        """A place of the directory that somebody put right, and the import that brought it."""
        system = system_account()
        done = Import.objects.order_by("created").first() or import_directory(
            DIRECTORY[1].read_bytes(), file_name=DIRECTORY[1].name, by=system, now=self.now
        )
        place = done.ledger.exclude(service=None).order_by("number")[0].service
        correct_service(
            place, changes={"hours": "le matin"}, reason="j’ai appelé", version=place.version, **self.act
        )
        return {"place": str(place.pk), "import": str(done.pk)}

    def keys(self) -> dict[str, str]:
        return {
            "p": str(self.parcours.pk),
            "event": str(self.names.get("ev08").pk),
            "spell": str(self.names.get("sv3").pk),
            "ended_spell": str(self.names.get("sv1").pk),
            "member": str(CircleMember.objects.get(participant=self.names.get("clic")).pk),
            "lead": str(Lead.objects.get(member__participant=self.names.get("gdc")).pk),
            "advice": str(self.names.get("pc5").pk),
            "lina": str(Names("prisme-lina").get("lina").parcours_id),
        }

    def drafts(self) -> dict[str, str]:
        """A record that lacks everything, a text that was not sent, and somebody whom nobody here may see."""
        draft = opening.open_record(identity={"usual_name": "Mme Essai Brouillon"}, **self.act)
        hidden = {"usual_name": "Mme Ailleurs Cachée"}
        opening.open_record(by=account("mediateur"), now=self.now, identity=hidden)
        path = f"/parcours/{self.parcours.pk}/noter/"
        keep_draft(path, fields={"fact": ["Elle a téléphoné hier."]}, **self.act)
        return {"draft": str(draft.pk)}

    def breaks(self) -> dict[str, str]:
        """Services that ended with nothing after them, an open rupture, a turning point ahead, a correction."""
        proposal, other = self.ended("portage de repas"), self.ended("lecture à voix haute")
        for _once in range(2):
            ruptures.dismiss_proposal(other, reason="une voisine vient", **self.act)
            ruptures.reconsider_proposal(other, **self.act)
        ruptures.dismiss_proposal(other, reason="une autre voisine vient", **self.act)
        rupture = ruptures.open_rupture(
            self.parcours, nature="plus personne ne passe", cause="départ du service",
            opened_by=self.names.get("ev11"), **self.act,
        )  # fmt: skip
        transitions.record_transition(
            self.parcours, from_what="EHPAD", to_what="", expected=on("2031-05"), **self.act
        )
        fallen = events.note_event(
            self.parcours, newcomer=None, said="Je ne veux plus de cela.", participants=[], when=on("2019-09"),
            fact="Elle choisit de ne pas sortir.\nElle le dit deux fois.", kind="refus", area="health",
            offered="une promenade", person_response="refused", said_by=self.names.get("gdc"), level="circle",
            requested_by=None, decided_by=self.names.get("mt"), outcome=self.names.get("ev12"), amount=12, **self.act,
        )  # fmt: skip
        thread.correct(
            fallen, "fact", "Elle choisit de ne pas sortir aujourd’hui.", reason="précisé", **self.act
        )
        events.log_call_without_answer(self.parcours, called=None, **self.act)
        return {"proposal": str(proposal.pk), "rupture": str(rupture.pk)}

    def ended(self, nature: str) -> RuptureProposal:
        """The rupture that the end of a service suggests."""
        spell = spells.begin_spell(
            self.parcours, provider=self.names.get("foyer"), nature=nature, since=on("2019-08"), area="daily_life",
            **self.act,
        )  # fmt: skip
        proposal = services.end_service(spell, until=on("2019-10"), outcome="nothing", **self.act)
        assert proposal is not None
        return proposal

    def ended_record(self) -> dict[str, str]:
        """An accompaniment that paused, was put right, and ended after a death."""
        ended = opening.open_record(identity={"usual_name": "M. Essai Parti"}, **self.act)
        opening.move(ended, "open", **self.act)
        pause = ends.suspend(
            ended,
            reason="hospital",
            on=on("2019-05"),
            expected_until=on("2019-06~"),
            said="Je reviens.",
            **self.act,
        )
        putting_right.put_right(ended, pause, "reason", "away", reason="relu", version=1, **self.act)
        mistaken = deaths.record_death(ended, on=None, told_by="une voisine", **self.act)
        deaths.take_back_death(mistaken, reason="un homonyme", **self.act)
        death = deaths.record_death(ended, on=on("2019-09-02"), told_by="son fils, par téléphone", **self.act)
        ends.close(ended, reason="death", on=on("2019-09-03"), **self.act)
        paused = Names("prisme-lina").get("lina").parcours
        act = {"by": account("mediateur"), "now": self.now}
        ends.suspend(
            paused, reason="pause_other", words="l’été", on=on("2026-07"), expected_until=on("2027"), **act
        )
        return {"ended": str(ended.pk), "death": str(death.pk)}

    def asked_for(self) -> dict[str, str]:
        """Requests that wait, are held, oriented elsewhere; what Mme E. asked for, with each sort of answer."""
        maia = Organisation.objects.get(name="MAIA")
        told = {"asked_by": "sa voisine", "origin": "family", "reason": "Elle ne sort plus.\nElle a peur."}
        call = requests.receive_request(
            maia, person_name="Mme E", contact="le soir", received_on=on("2019-09"), **told, **self.act
        )
        held = requests.receive_request(maia, person_name="M. Essai Attend", **told, **self.act)
        requests.assign_request(held, to=self.by, by=account("responsable"), now=self.now)
        elsewhere = requests.receive_request(maia, person_name="Mme Essai Ailleurs", **told, **self.act)
        requests.orient_request(
            elsewhere, to="le CCAS de sa ville", reason="Une aide à domicile suffit.", **self.act
        )
        her, asked = account("mme_e"), []
        for kind, text in (("something", "Une barre dans la douche."), ("something", "Un chat."),
                           ("something", "Aller au marché."), ("contact", ""), ("something", "Un taxi.")):  # fmt: skip
            asked.append(wishes.ask(self.parcours, kind=kind, text=text, by=her, now=self.now))
        for wish, state in zip(asked, ("done", "not_possible", "answered"), strict=False):
            wishes.answer_wish(wish, state=state, answer="Voici pourquoi.", version=1, **self.act)
        return {"call": str(call.pk), "wish": str(asked[-1].pk)}

    def voices(self) -> dict[str, str]:
        """Voices that agree in one area, a mark taken back in another; the person's own beside a line."""
        told = [
            needs.record_viewpoint(
                self.parcours, when=on("2019-09"), author=self.names.get(who), conclusion=f"{who} le pense aussi",
                area=area, **self.act,
            )
            for who, area in (("mt", "money"), ("ide", "money"), ("mt", "social_life"), ("ide", "social_life"))
        ]  # fmt: skip
        lines = [thread.line_of(one) for one in told]
        stands, withdrawn = (
            needs.mark_divergence(self.parcours, subject=subject, voices=both, mark="agrees", **self.act)
            for subject, both in (("l’argent", lines[:2]), ("les sorties", lines[2:]))
        )
        needs.withdraw_mark(withdrawn, reason="lu trop vite", **self.act)
        her = account("mme_e")
        for name, kind, text in (
            ("ev04", "dispute", "Je n’ai pas dit cela."),
            ("ru1", "addition", "C’était long."),
        ):
            line = thread.line_of(self.names.get(name))
            thread.annotate(line, said_by=self.names.get("mme_e"), text=text, kind=kind, by=her, now=self.now)
        return {"mark": str(stands.pk)}

    def around(self) -> dict[str, str]:
        """Relatives, a consent, and two requests for a place: one that waits, one that was refused."""
        changes = {"occupation": "couturière"}
        identity.correct_identity(
            self.parcours,
            changes=changes,
            version=self.parcours.person.version,
            reason="elle le dit",
            **self.act,
        )
        opening.record_request(
            self.parcours, asked_by="Le foyer-logement", origin="social", reason="Elle est seule.", **self.act
        )
        daughter = identity.add_relative(self.parcours, name="Jeanne", tie="child", **self.act)
        sharing.record_consent(
            self.names.get("reseau"), areas=["health"], decision="agreed", on=on("2019-09"), means="de vive voix",
            **self.act,
        )  # fmt: skip
        asker = account("ailleurs")
        for name in ("Mme E", "Mme E."):
            asked = access_requests.ask_access(
                [self.parcours], typed_name=name, reason="Elle vient à l’institut.", by=asker, now=self.now
            )
            if name == "Mme E":
                access_requests.refuse_access(asked[0], reason="pas encore", **self.act)
        return {"request": str(asked[0].pk), "relative": str(daughter.pk)}

    def papers(self) -> dict[str, str]:
        """A document with two versions, beside a fact; a paper of her own; two that were joined by mistake."""

        def sent() -> Examined:
            return examine(SimpleUploadedFile("Notification de la commission.txt", b"Notification"))

        document = attaching.attach(
            self.parcours, file=sent(), title="Notification de la commission", when=on("2018-06"), area="rights",
            attached_to=thread.line_of(self.names.get("ev08")), said_by=self.names.get("gdc"), **self.act,
        )  # fmt: skip
        attaching.add_version(document, file=sent(), **self.act)
        own = attaching.attach(
            self.parcours, file=sent(), title="Ma lettre", by=account("mme_e"), now=self.now
        )
        for by in (account("mme_e"), self.by):
            wrong = attaching.attach(self.parcours, file=sent(), title="Un autre", by=by, now=self.now)
            taking_back.take_back(wrong, reason="Il est d’un autre dossier.", by=by, now=self.now)
        kind = Code.objects.filter(code_list__slug="mdph_droits_prestations")
        for code, decision, until in (
            ("5.1", "granted", "2031-05"),
            ("14", "asked", None),
            ("4", "refused", None),
        ):
            needs.record_right(
                self.parcours, kind=kind.get(code=code), decision=decision, until=until and on(until),
                decided_on=on("2018-06"), source="La commission", document=document, **self.act,
            )  # fmt: skip
        return {"document": str(document.pk), "own_paper": str(own.pk)}

    def doors(self) -> dict[str, str]:
        """Accounts that the cast does not hold: with two factors, with two spaces, with a lost password."""
        holder = User.objects.create_user(HOLDER, PASSWORD, name="Nadia Ferrand")
        maia = Organisation.objects.get(name="MAIA")
        Membership.objects.create(user=holder, organisation=maia, role="coordinator", since_at=self.now)
        TOTP.activate(holder, generate_totp_secret())
        passkey = WebAuthn.add(holder, "Mon téléphone", json.loads(SoftKey("localhost").make(ASKED)))
        codes = RecoveryCodes.activate(holder).generate_codes()
        twice = User.objects.create_user(TWICE, PASSWORD, name="Paule", kind=User.Kind.RELATIVE)
        self._place_for(twice, self.parcours, self.by)
        self._place_for(twice, Names("prisme-lina").get("lina").parcours, account("mediateur"))
        lost = User.objects.create_user(RESET, PASSWORD, name="Oubli", kind=User.Kind.RELATIVE)
        token = f"{user_pk_to_url_str(lost)}-{default_token_generator.make_token(lost)}"
        return {"reset": token, "codes": " ".join(codes), "passkey": str(passkey.instance.pk)}

    def _place_for(self, user: User, parcours: Parcours, by: User) -> None:
        act: dict[str, Any] = {"by": by, "now": self.now}
        named = circle.name_participant(parcours, name=user.name, kind="proche", user=user, **act)
        circle.add_member(named, role="relative", basis="consent", areas=["daily_life"], **act)
