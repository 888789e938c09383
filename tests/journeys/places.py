"""Every page of the product, and how one gets there: `test_axe.py` looks at each, and at nothing else.

A line: who, then the requests that lead to the page, in order. `{p}` and its like are keys of `furnish.furnish`.
A request is an address, opened; or an address with fields, sent as a form.
"""

from dataclasses import dataclass
from typing import Any

NOBODY = ""
# accounts of our own, beside the cast's
PASSWORD = "une longue phrase de passe"  # pragma: allowlist secret
HOLDER, TWICE, RESET = "cle@exemple.fr", "deux@exemple.fr", "oubli@exemple.fr"
Request = str | tuple[str, dict[str, Any]]
SIGN_IN, CODE, NEW_PASSWORD = "/compte/connexion/", "/compte/connexion/code/", "/compte/mot-de-passe/changer/"
# Accounts that the cast does not hold: the requests that let each in. `{code}` is the next recovery code.
OWN_ACCOUNTS: dict[str, tuple[Request, ...]] = {
    "holder": ((SIGN_IN, {"login": HOLDER, "password": PASSWORD}), (CODE, {"code": "{code}"})),
    "twice": ((SIGN_IN, {"login": TWICE, "password": PASSWORD}),),
}


@dataclass(frozen=True)
class Place:
    """A page: who is there, and by which requests."""

    who: str
    requests: tuple[Request, ...]
    status: int = 200
    is_again: bool = False  # a page that another place has shown already, but for its errors

    @property
    def name(self) -> str:
        said = (
            each if isinstance(each, str) else f"{each[0]}←{'·'.join(each[1]) or 'vide'}"
            for each in self.requests
        )
        return f"{self.who or 'personne'} {' puis '.join(dict.fromkeys(said))}"


def at(who: str, *requests: Request, status: int = 200) -> Place:
    return Place(who, requests, status)


def form(who: str, address: str, **wrong: Any) -> list[Place]:
    """A page with a form: as it opens, and as it comes back with its errors."""
    return [at(who, address), Place(who, ((address, wrong),), is_again=True)]


R = "/parcours/{p}/"
S = "/mon-espace/{p}/"
L = "/nomenclatures/"
WRONG = (SIGN_IN, {"login": "x@exemple.fr", "password": "faux"})  # pragma: allowlist secret
WHO_IS_NEW = ("/dossiers/nouveau/", {"usual_name": "Mme Essay Brouillon", "birth_0": "1931", "birth": "1931"})
DOORS = [
    at(NOBODY, SIGN_IN), at(NOBODY, (SIGN_IN, {})), at(NOBODY, WRONG),
    *form(NOBODY, "/compte/mot-de-passe/oublie/"), at(NOBODY, "/compte/mot-de-passe/oublie/envoye/"),
    at(NOBODY, "/compte/mot-de-passe/nouveau/{reset}/"), at(NOBODY, "/compte/mot-de-passe/nouveau/abc-def/"),
    at(NOBODY, "/compte/mot-de-passe/nouveau/fait/"), at(NOBODY, "/compte/ferme/"),
    at(NOBODY, (SIGN_IN, {"login": HOLDER, "password": PASSWORD}), (CODE, {"code": "000000"})),
    at(NOBODY, "/rien-ici/", status=404), at(NOBODY, "/credits/"), at(NOBODY, "/galerie/"),
    at(NOBODY, "/nomenclatures/"), at(NOBODY, L + "data_inclusion_reseau_porteur/?suite=2"),
    at(NOBODY, L + "finess_categories/?q=accueil"), at(NOBODY, L + "mdph_droits_prestations/?q=zzz"),
    at(NOBODY, ("/dossiers/nouveau/", {"usual_name": "Mme Tardive"}), status=403),
]  # fmt: skip
ACCOUNT = [
    at("gestionnaire", "/compte/"), at("gestionnaire", "/compte/deconnexion/"), at("gestionnaire", S, status=403),
    at("gestionnaire", ("/compte/brouillon/?path=ailleurs", {"fact": "x"}), status=400),
    *form("gestionnaire", "/compte/second-facteur/ajouter/"), at("gestionnaire", "/compte/avis/"),
    at("gestionnaire", "/messages/"), at("mme_e", "/messages/"),
    at("holder", "/compte/second-facteur/"), at("holder", "/compte/second-facteur/codes/"),
    at("holder", "/compte/second-facteur/codes/nouveaux/"), at("holder", "/compte/second-facteur/retirer/"),
    *form("gestionnaire", "/compte/second-facteur/cles/ajouter/"),
    *form("holder", "/compte/second-facteur/cles/{passkey}/nommer/"),
    at("holder", "/compte/second-facteur/cles/{passkey}/retirer/"), at("holder", "/compte/confirmer/cle/"),
    *form("holder", "/compte/confirmer/"), *form("holder", "/compte/confirmer/code/"),
    *form("holder", NEW_PASSWORD),
    # Too many wrong passwords shut this page for a minute: on an account that no other place changes a password of.
    at("twice", *[(NEW_PASSWORD, {"oldpassword": "faux"})] * 7, status=429),  # pragma: allowlist secret
]  # fmt: skip
DESK = [
    at("gestionnaire", "/"), at("gestionnaire", "/ma-journee/en-attente/"), at("ailleurs", "/"),
    at("ailleurs", "/ma-journee/en-attente/"), at("pilote", "/"), at("dpo", "/"), at("dpo", "/journal/"),
    at("gestionnaire", "/personnes/"), at("responsable", "/personnes/"), at("responsable", R),
    at("gestionnaire", ("/recherche/", {"q": "Mme E."})), at("gestionnaire", ("/recherche/", {"q": "Ailleurs Cachée"})),
    at("gestionnaire", "/recherche/?q=zzz"), *form("gestionnaire", "/recherche/demander/"),
    at("gestionnaire", ("/demandes/{request}/refuser/", {})), *form("gestionnaire", "/dossiers/nouveau/"),
    at("gestionnaire", WHO_IS_NEW), at("gestionnaire", WHO_IS_NEW, ("/dossiers/nouveau/suite/", {})),
    at("gestionnaire", R), at("gestionnaire", R + "?au=15/09/2018&ordre=ancien"), at("gestionnaire", R + "?au=zut"),
    at("gestionnaire", R + "?domaine=health"), at("gestionnaire", R + "?domaine=school"),
    at("gestionnaire", "/parcours/{draft}/"), at("aide_domicile", R),
]  # fmt: skip
ENDS = [
    at("gestionnaire", R + "accompagnement/"), at("gestionnaire", "/parcours/{ended}/accompagnement/"),
    *[Place("gestionnaire", ((R + "accompagnement/" + page, {}),)) for page in ("pause/", "terminer/", "deces/")],
    Place("gestionnaire", (("/parcours/{ended}/accompagnement/reprendre/", {}),)),
    Place("gestionnaire", (("/parcours/{ended}/accompagnement/deces/{death}/retirer/", {}),)),
    at("gestionnaire", "/parcours/{ended}/"),
]  # fmt: skip
Q, C = "/demandes/", "/demandes/{call}/"
REQUESTS = [
    at("gestionnaire", Q), at("responsable", Q), at("ailleurs", Q, status=403),
    at("gestionnaire", Q + "avec-reponse/"), *form("gestionnaire", Q + "nouvelle/"),
    *form("gestionnaire", C + "corriger/", _version="0", person_name="Mme Autre"),
    *form("gestionnaire", C + "orienter/"),
    at("responsable", C + "confier/"), *form("gestionnaire", C + "prendre/"), at("gestionnaire", R + "demandes/"),
    at("gestionnaire", "/parcours/{draft}/demandes/"),
    *form("gestionnaire", R + "demandes/{wish}/", state="answered", _version="0", answer="Oui, mardi."),
]  # fmt: skip
T, V = "/equipe/", "/equipe/supervision/"
TEAM = [
    at("responsable", T), at("responsable", T + "situations/"), at("gestionnaire", T, status=403),
    *form("responsable", T + "profils/{colleague}/", commune="Zzyzx", share="0"),
    at("responsable", V), at("gestionnaire", V), *form("responsable", V + "proposer/", day="mars 2031"),
    *form("gestionnaire", V + "{slot}/", situations="zut"), at("gestionnaire", V + "{held_slot}/"),
]  # fmt: skip
CIRCLE = [
    at("gestionnaire", R + "cercle/"), at("gestionnaire", R + "cercle/?au=15/09/2018"),
    at("gestionnaire", "/parcours/{draft}/cercle/"), *form("gestionnaire", R + "cercle/ajouter/"),
    *form("gestionnaire", R + "cercle/{member}/terminer/"), *form("gestionnaire", R + "cercle/{member}/piloter/"),
    *form("gestionnaire", R + "pilotage/{lead}/terminer/"), *form("gestionnaire", R + "accords/"),
    at("gestionnaire", R + "identite/"),
    *form("gestionnaire", R + "identite/corriger/", _version="0", usual_name="Mme Eh"),
    *form("gestionnaire", R + "identite/demande/"), *form("gestionnaire", R + "identite/proches/ajouter/"),
    *form("gestionnaire", R + "identite/protection/ajouter/"),
    *form("gestionnaire", R + "corriger/event/{event}/fact/", _version="0", value="Autre texte", reason="lu"),
    *form("gestionnaire", R + "corriger/event/{event}/when/", value="hier ou demain"),
    *form("gestionnaire", R + "corriger/lead/{lead}/since/", value="hier ou demain"),
    Place("gestionnaire", ((R + "cercle/coordinations/noter/", {}),)),
    Place("gestionnaire", ((R + "cercle/coordinations/regler/", {}),)),
    Place("gestionnaire", ((R + "cercle/coordinations/{coordination}/terminer/", {}),)),
]  # fmt: skip
VOICES = [
    at("gestionnaire", R + "regards/"), at("gestionnaire", "/parcours/{draft}/regards/"),
    *form("gestionnaire", R + "regards/rapprocher/"),
    *form("gestionnaire", R + "regards/rapprochements/{mark}/retirer/"),
    *form("gestionnaire", R + "regards/evaluation/"), *form("gestionnaire", R + "regards/avis/"),
    *form("gestionnaire", R + "regards/preconisations/{advice}/"),
    at("gestionnaire", R + "regards/evaluer/"),
    *form("gestionnaire", R + "regards/venue-d-ailleurs/"),
    *form("gestionnaire", R + "regards/grilles/logement/"), at("gestionnaire", R + "regards/grilles/besoins/"),
    at("gestionnaire", R + "regards/rapprocher/?besoin={crossed}"),
    at("gestionnaire", R + "regards/avis/?besoin={crossed}"),
    *form("gestionnaire", R + "regards/decider/"),
    at("gestionnaire", R + "regards/decider/?besoin={crossed}"),
    at("mme_e", S + "besoins/"), *form("mme_e", S + "besoins/mon-avis/"), at("lina", "/mon-espace/{lina}/besoins/"),
    at("mme_e", S + "besoins/mon-avis/?besoin={crossed}"), *form("mme_e", S + "besoins/decisions/{settled}/"),
    at("twice", S + "et-moi/"), *form("twice", S + "et-moi/faire-le-point/"),
    at("mere_lina", "/mon-espace/{lina}/besoins/"),
]  # fmt: skip
PL, A = "/parcours/{planned}/plan/", "sollicitations/"
PLAN = [
    at("gestionnaire", "/parcours/{draft}/plan/"), at("gestionnaire", PL), at("gestionnaire", PL + "{plan}/"),
    at("gestionnaire", PL + "{draft_plan}/comparer/"), at("gestionnaire", PL + "{plan}/comparer/"),
    *form("gestionnaire", PL + "{draft_plan}/variante/", title="x" * 200),
    *form("gestionnaire", PL + "{variant}/choisir/"),
    *form("gestionnaire", PL + "{plan}/reviser/"), *form("gestionnaire", PL + "{draft_plan}/objectifs/nouveau/"),
    *form("gestionnaire", PL + "objectifs/{objective}/", _version="0", words="Autre but"),
    *form("gestionnaire", PL + "objectifs/{objective}/reponses/nouvelle/", quantity="beaucoup", every="3"),
    *form("gestionnaire", PL + "reponses/{plan_line}/", _version="0", title="Autre réponse"),
    at("gestionnaire", PL + "reponses/{plan_line}/lieu/?q=mairie&autour=Firminy&rayon=10"),
    at("gestionnaire", PL + "reponses/{plan_line}/lieu/?q=zzz"),
    *form("gestionnaire", PL + "reponses/{plan_line}/solliciter/"), at("gestionnaire", PL + A),
    at("gestionnaire", "/parcours/{draft}/plan/" + A), at("gestionnaire", PL + A + "{asked}/"),
    at("gestionnaire", PL + A + "{refused_place}/"), *form("gestionnaire", PL + A + "{late}/vue/"),
    *form("gestionnaire", PL + A + "{late}/attente/"), *form("gestionnaire", PL + A + "{late}/oui/"),
    *form("gestionnaire", PL + A + "{late}/non/"), *form("gestionnaire", PL + A + "{late}/retrait/"),
    at("lina", "/mon-espace/{lina}/demandes-pour-moi/"), at("mme_e", S + "demandes-pour-moi/"),
]  # fmt: skip
RADAR = [
    at("gestionnaire", R + "signaux/"), at("gestionnaire", "/parcours/{draft}/signaux/"),
    *form("gestionnaire", R + "signaux/{signal}/reporter/", until="2020-01-01"), *form("gestionnaire", R + "niveau/"),
    at("responsable", "/radar/"), *form("responsable", "/radar/{team}/no_contact/", complex="0"),
]  # fmt: skip
P, H = R + "projet/", R + "projet/attente/{hope}/"
PROJECT = [
    at("gestionnaire", P), at("gestionnaire", "/parcours/{draft}/projet/"), at("gestionnaire", P + "?voulu={hope}"),
    *form("gestionnaire", P + "ses-mots/", _version="0", text="Autre chose", how="spoken"),
    *form("gestionnaire", P + "{words}/note/"), *form("gestionnaire", P + "attente/"),
    *form("gestionnaire", H), *form("gestionnaire", H + "besoins/"), at("gestionnaire", H + "besoins/?mots=zzz"),
    *form("gestionnaire", P + "besoin/"), *form("gestionnaire", P + "besoin/{need}/fin/"),
    *form("gestionnaire", P + "lien/{link}/retirer/"),
    at("mme_e", S + "projet/"), at("mme_e", S + "projet/?voulu={hope}"), at("lina", "/mon-espace/{lina}/projet/"),
    *form("mme_e", S + "projet/mes-mots/", _version="0", text="Autre chose", how="spoken"),
    *form("mme_e", S + "projet/attente/"), at("mme_e", S + "projet/attente/{hope}/reached/"),
    *form("mme_e", S + "projet/attente/{hope}/set_aside/"), at("mere_lina", "/mon-espace/{lina}/projet/"),
]  # fmt: skip
G = "/parcours/{p}/plan/"
BY_DEMO = ("/compte/demonstration/", {"member": "gestionnaire"})
SIGNED: Request = ("/plan/a-lire/", {"name_typed": "Élise", "shown": "{signed_text}"})
TALKS = [
    at("gestionnaire", G), at("gestionnaire", G + "{talked}/"), at("gestionnaire", G + "{talk}/ce-qui-change/"),
    at("gestionnaire", G + "{talked}/ce-qui-change/"), at("gestionnaire", G + "mes-lignes/"),
    *form("gestionnaire", G + "reponses/{talk_line}/repondre/?reponse=later", answer="otherwise"),
    *form("gestionnaire", G + "reponses/{talk_line}/qui-rend-le-service/", answer="otherwise"),
    *form("gestionnaire", G + "reponses/{talk_line}/negocier/", _version="0", title="Autre réponse"),
    *form("gestionnaire", G + "{talk}/position/non-recueillie/"), *form("gestionnaire", G + "{talk}/terminer/"),
    at("gestionnaire", "/parcours/{sign}/"), *form("gestionnaire", "/parcours/{sign}/position/", how="paper"),
    *form("gestionnaire", "/parcours/{sign}/position/a-cote/", how="paper"),
    at("gestionnaire", "/parcours/{mute}/"), *form("gestionnaire", "/parcours/{sign}/en-vigueur/"),
    at(NOBODY, BY_DEMO, ("/parcours/{sign}/tendre/", {})),
    at(NOBODY, BY_DEMO, ("/parcours/{sign}/tendre/", {}), ("/plan/a-lire/", {"name_typed": ""})),
    # signed again at each visit: she comes back on it first
    at(NOBODY, BY_DEMO, ("/parcours/{signed}/position/revenir/", {}), ("/parcours/{signed}/tendre/", {}), SIGNED),
    at(NOBODY, "/plan/a-lire/", status=404),
]  # fmt: skip
MY_PLAN = [
    at("mme_e", S + "mon-plan/"), at("mme_e", S + "mon-plan/?ligne={talk_line}"), at("mme_e", S + "mon-plan/accord/"),
    at("mme_e", S + "mon-plan/version/{talked}/"), at("mme_e", S + "mon-plan/version/{talk}/"),
    *[
        Place("mme_e", ((S + "mon-plan/ligne/{talk_open}/", {"answer": answer, "who": "with"}),))
        for answer in ("yes", "otherwise", "no", "later")
    ],
    at("mme_e", (S + "mon-plan/ligne/{talk_open}/", {"answer": "otherwise", "told": "1", "_version": "1"})),
    at("mere_lina", "/mon-espace/{lina}/mon-plan/"), at("lina", "/mon-espace/{lina}/mon-plan/"),
    at("twice", "/mon-espace/{beside}/mon-plan/"),
    *form("twice", "/mon-espace/{beside}/mon-plan/a-cote/", why="il ne parle pas"),
]  # fmt: skip
FOLLOW_UP = [
    at("gestionnaire", R + "suivi/"), at("gestionnaire", "/parcours/{draft}/suivi/"),
    *form("gestionnaire", R + "noter/"), at("gestionnaire", R + "noter/?brouillon=1"),
    *form("gestionnaire", R + "services/nouveau/"),
    *form("gestionnaire", R + "services/{spell}/terminer/", outcome="replaced"),
    *form("gestionnaire", R + "services/{ended_spell}/suite/", outcome="replaced"),
    *form("gestionnaire", R + "ruptures/nouvelle/"), *form("gestionnaire", R + "ruptures/{rupture}/refermer/"),
    *form("gestionnaire", R + "ruptures/proposees/{proposal}/confirmer/"),
    *form("gestionnaire", R + "ruptures/proposees/{proposal}/ecarter/"),
    *form("gestionnaire", R + "transitions/nouvelle/"),
    at("gestionnaire", "/rupture/"), *form("gestionnaire", R + "ruptures/noter/"),
    at("gestionnaire", R + "ruptures/{broken}/"),
    *form("gestionnaire", R + "ruptures/{broken}/preciser/", _version="0"),
    at("gestionnaire", R + "transitions/a-venir/"), at("gestionnaire", R + "transitions/{turning}/"),
    *form("gestionnaire", R + "transitions/{turning}/etapes/ajouter/"),
    *form("gestionnaire", R + "transitions/{turning}/etapes/{step}/laisser/"),
    *form("gestionnaire", R + "transitions/{turning}/charge/"),
    *form("gestionnaire", R + "transitions/{turning}/ecarter/"),
    at("gestionnaire", "/absences/"), *form("gestionnaire", "/absences/nouvelle/", since="zut"),
    *form("gestionnaire", "/absences/{absence}/", until="zut"),
]  # fmt: skip
M, T = R + "reunions/{meeting}/", "/reunions/{staff}/"
MEETINGS = [
    at("gestionnaire", "/reunions/"), at("responsable", "/reunions/"), at("gestionnaire", R + "reunions/"),
    at("gestionnaire", "/parcours/{draft}/reunions/"), *form("gestionnaire", R + "reunions/nouvelle/"),
    at("gestionnaire", M), at("gestionnaire", R + "reunions/{ahead}/"), at("gestionnaire", R + "reunions/{held}/"),
    *form("gestionnaire", M + "ordre-du-jour/"), *form("gestionnaire", M + "points/nouveau/"),
    *form("gestionnaire", M + "points/{point}/note/", _version="0", note="Autre chose"),
    *form("gestionnaire", M + "points/{point}/decider/"), *form("gestionnaire", M + "decisions/nouvelle/"),
    *form("gestionnaire", M + "presences/", came="away"), *form("gestionnaire", M + "deplacer/", _version="0"),
    at("gestionnaire", M + "terminer/"), at("gestionnaire", T), at("responsable", T),
    at("gestionnaire", T + "presences/"), *form("gestionnaire", T + "deplacer/", _version="0"),
    *form("gestionnaire", "/equipes/{team}/situations/"), at("responsable", "/equipes/{team}/situations/?toutes"),
    at("gestionnaire", "/equipes/{team}/situations/feuille/"), at("mme_e", S + "mes-reunions/"),
    at("mme_e", S + "mes-reunions/{meeting}/"), at("mme_e", S + "mes-reunions/{held}/"),
    *form("mme_e", S + "mes-reunions/{ahead}/preparer/", _version="0", text="Autre"),
    *form("mme_e", S + "mes-reunions/decisions/{decision}/"), at("lina", "/mon-espace/{lina}/mes-reunions/"),
]  # fmt: skip
W = "/temps/"
TIME = [
    *form("gestionnaire", R + "temps/", length="other"), *form("gestionnaire", W + "noter/", length="other"),
    at("gestionnaire", W), at("ailleurs", W), at("responsable", W), at("gestionnaire", W + "si-j-accepte/"),
    at("gestionnaire", W + "si-j-accepte/?demande={call}"), at("gestionnaire", W + "activite/"),
    at("responsable", W + "activite/?qui={led}"), *form("responsable", W + "reperes/{led}/", plan_least="500"),
    *form("gestionnaire", W + "{time_entry}/", _version="0", kind="call", length="5"),
    at("gestionnaire", (R + "appel/", {})),
]  # fmt: skip
E = R + "co-evaluations/"
REVIEWS = [
    at("gestionnaire", E), at("gestionnaire", "/parcours/{draft}/co-evaluations/"), at("gestionnaire", E + "{review}/"),
    at("gestionnaire", E + "{review_held}/"), *form("gestionnaire", "/parcours/{draft}/co-evaluations/preparer/"),
    *form("gestionnaire", E + "{review}/mon-avis/"), *form("gestionnaire", E + "{review}/voix/{review_who}/"),
    *form("gestionnaire", E + "{review}/decider/{rated}/", what="stop"),
    *form("gestionnaire", E + "{review}/terminer/", _version="0", summary="Autre chose"),
    *form("gestionnaire", E + "{review}/mettre-de-cote/"),
    at("mme_e", S + "comment-ca-va/"), at("mme_e", S + "comment-ca-va/?ligne={rated}"),
    *form("mme_e", S + "comment-ca-va/{rated}/"), *form("mme_e", S + "comment-ca-va/tout/"),
    at("twice", S + "comment-ca-va/"), at("lina", "/mon-espace/{lina}/comment-ca-va/"),
]  # fmt: skip
DOCUMENTS = [
    at("gestionnaire", R + "documents/"), at("gestionnaire", "/parcours/{draft}/documents/"),
    at("gestionnaire", R + "documents/{document}/"),
    *form("gestionnaire", R + "documents/ajouter/?ligne={event}", title="Courrier"),
    at("gestionnaire", (R + "documents/{document}/version/", {})),
    at("gestionnaire", R + "droits/"), at("gestionnaire", "/parcours/{draft}/droits/"),
    *form("gestionnaire", R + "droits/nouveau/"), at("mme_e", S + "droits/"), at("lina", "/mon-espace/{lina}/droits/"),
    at("gestionnaire", R + "documents/retires/"), *form("gestionnaire", R + "documents/{document}/retirer/"),
    at("mme_e", S + "papiers/retires/"), *form("mme_e", S + "papiers/{own_paper}/retirer/"),
    at("mme_e", S + "papiers/"), *form("mme_e", S + "papiers/ajouter/"), at("lina", "/mon-espace/{lina}/papiers/"),
]  # fmt: skip
HAND_OVER = [
    at("gestionnaire", R + "relais/"), at("gestionnaire", "/parcours/{draft}/relais/"),
    Place("gestionnaire", ((R + "pilotage/{lead}/relais/", {"switches_on": "2031"}),)),
    at("gestionnaire", R + "relais/{prepared}/proposer/"), at("gestionnaire", R + "relais/{refused}/dossier/"),
    at("gestionnaire", R + "synthese/"), at("mediateur", "/parcours/{passing}/relais/"),
    Place("mediateur", (("/parcours/{passing}/relais/{proposed}/lignes/{line}/", {}),)),
    Place("mediateur", (("/parcours/{passing}/relais/{proposed}/accepter/", {}),)),
    Place("mediateur", (("/parcours/{passing}/relais/{proposed}/refuser/", {}),)),
    Place("mediateur", (("/parcours/{passing}/relais/{proposed}/retirer/", {}),)),
]  # fmt: skip
SPACE = [
    at("mme_e", S), at("mme_e", S + "fil/"), at("mme_e", S + "fil/?ordre=ancien"),
    *form("mme_e", S + "fil/{event}/addition/"), *form("mme_e", S + "fil/{event}/dispute/"),
    at("mme_e", S + "qui-m-aide/"), at("mme_e", S + "qui-a-vu/"), at("mme_e", S + "qui-peut-voir/"),
    at("mme_e", S + "mes-demandes/"), at("lina", "/mon-espace/{lina}/mes-demandes/"),
    *form("mme_e", S + "mes-demandes/something/"), at("mme_e", S + "mes-demandes/contact/"),
    at("mme_e", "/compte/"), at("mme_e", S + "nulle-part/", status=404), at("lina", "/mon-espace/{lina}/fil/"),
    at("mere_lina", "/mon-espace/{lina}/"), at("mere_lina", "/mon-espace/{lina}/fil/"),
    at("mere_lina", "/mon-espace/{lina}/qui-peut-voir/"), at("twice", "/mon-espace/"),
]  # fmt: skip
TERRITORY = [
    at("gestionnaire", "/territoire/"), at("gestionnaire", "/territoire/?q=rien+de+tel"),
    at("gestionnaire", "/territoire/?autour=Firminy&rayon=10"), at("gestionnaire", "/territoire/?autour=saint+romain"),
    at("gestionnaire", "/territoire/?autour=Zzyzx"), at("gestionnaire", "/territoire/?rayon=10"),
    at("gestionnaire", R + "autour/"), at("gestionnaire", "/parcours/{draft}/autour/?autour=Unieux&rayon=commune"),
    at("gestionnaire", "/parcours/{lina}/autour/", status=404), at("mediateur", "/parcours/{lina}/autour/"),
    at("gestionnaire", "/territoire/lieux/{place}/"),
    Place("gestionnaire", (("/territoire/lieux/{place}/corriger/", {"_version": "0", "name": "Autre"}),)),
    at("admin", "/imports/"), at("admin", "/imports/{import}/?issue=rejected"),
]  # fmt: skip
TK, AP = "/taches/{task}/", "/rendez-vous/{visit}/"
PLANNED = [
    at("gestionnaire", R + "taches/"), at("gestionnaire", "/parcours/{draft}/taches/"),
    *form("gestionnaire", R + "taches/nouvelle/"), at("gestionnaire", "/taches/"), at("ailleurs", "/taches/"),
    *form("gestionnaire", "/taches/nouvelle/", due="zut"), *form("gestionnaire", TK, _version="0", what="Autre chose"),
    at("gestionnaire", "/taches/{postponed}/"),
    *form("gestionnaire", TK + "reporter/"), *form("gestionnaire", TK + "ne-pas-faire/"),
    at("gestionnaire", R + "rendez-vous/"), at("gestionnaire", "/parcours/{draft}/rendez-vous/"),
    *form("gestionnaire", R + "rendez-vous/nouveau/", day="2026-10-25", hour="02:30"),
    at("gestionnaire", "/rendez-vous/"), at("ailleurs", "/rendez-vous/"),
    *form("gestionnaire", "/rendez-vous/nouveau/"),
    *form("gestionnaire", AP, _version="0", subject="Autre chose"), *form("gestionnaire", AP + "annuler/"),
    at("gestionnaire", "/tournee/"), at("ailleurs", "/tournee/"),
    Place("gestionnaire", (("/tournee/", {"start": "zzz"}),)),
    at("mme_e", S + "rendez-vous/"), at("lina", "/mon-espace/{lina}/rendez-vous/"),
    at("gestionnaire", "/compte/agenda/"), at("gestionnaire", ("/compte/agenda/ouvrir/", {"label": "téléphone"})),
]  # fmt: skip
PLACES = [
    *PLANNED,
    *TERRITORY,
    *DOORS,
    *ACCOUNT,
    *DESK,
    *ENDS,
    *REQUESTS,
    *TEAM,
    *CIRCLE,
    *VOICES,
    *PLAN,
    *RADAR,
    *PROJECT,
    *TALKS,
    *FOLLOW_UP,
    *MEETINGS,
    *TIME,
    *REVIEWS,
    *DOCUMENTS,
    *HAND_OVER,
    *SPACE,
    *MY_PLAN,
]


def filled(said: Any, keys: dict[str, str]) -> Any:
    """A request with its keys put in."""
    if isinstance(said, str):
        for key, value in keys.items():
            said = said.replace("{" + key + "}", value)
        return said
    if isinstance(said, dict):
        return {name: filled(value, keys) for name, value in said.items()}
    return tuple(filled(each, keys) for each in said)
