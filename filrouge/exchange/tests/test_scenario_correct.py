"""A changed file taken with a reason: each change is a correction, what is new is told, what is gone is refused."""

from datetime import timedelta

import pytest

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.queries.names import Names
from filrouge.exchange.scenarios.compare import same_answer
from filrouge.exchange.tests.scenario_texts import M_T, MME_E, PRISME
from filrouge.exchange.tests.telling import NOW, altered, ask, dump, load, table
from filrouge.follow_up.models import RuptureProposal
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Consent, Correction, Lead, ThreadEntry
from filrouge.parcours.use_cases import thread
from filrouge.people.models import LegalProtection, Person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
WHY = "relu avec la famille"


def correct(text, change):
    """Loads a case, then the case as changed; the changed text. Loaded again, it changes nothing."""
    load(text)
    new = altered(text, change)
    assert load(new, now=LATER, correct=WHY).corrected
    before = dump()
    assert load(new, now=LATER + timedelta(days=1)).corrected == []
    assert dump() == before
    return new


def setting(name, **values):
    return lambda tree: table(tree, name).update(values)


def history(scenario, reference):
    return ask(scenario, nom="histoire_de", de=reference)


CHANGES = {
    "when": {"ev08": {"date": "2018-07/2018-11"}, "eva3": {"date": "2019-07", "precision": "mois"}},
    "event": {
        "ev06": {"type": "visite à deux voix", "reponse_personne": "refuse"},
        "ev02": {"fait": "Autre chose.", "domaine": "argent", "auteur": "foyer"},
        "ev03": {"acteurs": ["mt"], "demandeur": "clic", "decideur": "mt"},
        "ev10": {"issue": "ev13", "montant": 12.5},
    },
    "assessment": {
        "eva1": {"conclusion": "attendre", "constats": ["fatigue"], "domaine": "sante"},
        "eva2": {"auteur": "maia"},
        "pc1": {"texte": "tutelle ou curatelle", "suite": "partielle"},
        "pc3": {"preuves": ["ev04"]},
        "pc5": {"suite": "faite", "preuves": ["eva2", "sv4"]},
    },
    "spell": {
        "sv1": {"nature": "ménage", "fin": "2018-07", "ferme_par": None, "motif_fin": "hausse du tarif"},
        "sv2": {"fin": "2019-07", "prestataire": "mt"},
        "sv3": {"remplace": None, "domaine": "logement"},
        "sv4": {"ouvert_par": None, "debut": None},
    },
    "made of facts": {
        "ru1": {"cause": "hausse du tarif", "fin": "ev10", "consequence": None, "nature": "fin"},
        "ru2": {"debut": "ev14", "service": "sv2"},
        "tr1": {"vers": "clinique", "prevue": "2019-06", "reperee_par": "ev13"},
        "tr3": {"evenements": ["ev15", "ev16"], "de": None},
        "dv1": {"sujet": "où vivre", "entre": ["eva1", "eva2", "eva3"]},
    },
}  # fmt: skip


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_each_changed_value_is_a_correction_that_history_shows(changes):
    load(MME_E)
    keys = [f"{name}.{key}" for name, values in changes.items() for key in values if key != "precision"]
    before = ask("mme-e", nom="valeur", de=keys)

    def change(tree):
        for name, values in changes.items():
            table(tree, name).update(values)

    correct(MME_E, change)
    after = ask("mme-e", nom="valeur", de=keys)
    for reference in keys:
        first, last = history("mme-e", reference)
        assert (last["motif"], last["saisie"]) == (WHY, "2026-11-24"), reference
        assert first["valeur"] in (before[reference], None, []) and last["valeur"] in (after[reference], None)
        name, key = reference.split(".")
        if changes[name][key] is not None and reference not in ("ru1.fin", "ru2.debut"):
            assert same_answer(None, after[reference], changes[name][key]), reference
    assert (before.get("ru1.fin"), after.get("ru1.fin")) in ((None, None), ("2018-11", "2018-11/2019-06"))


def test_the_lines_of_the_files_own_history_tell_each_step():
    def change(tree):
        setting("e03", date="2022-03-05")(tree)
        tree["rectifications"] += [
            {"objet": "e03", "champ": "date", "ancienne": "2022-03-07", "nouvelle": "2022-03-06",
             "corrigee": "2022-06-01", "par": "dac", "motif": "registre"},
            {"objet": "e03", "champ": "date", "ancienne": "2022-03-06", "nouvelle": "2022-03-05",
             "corrigee": "2022-07-01", "par": "lea"},
            {"objet": "e12", "champ": "fait", "ancienne": "Marche.", "nouvelle": "Marche sans canne.",
             "corrigee": "2023-02-01"},
        ]  # fmt: skip

    correct(M_T, change)
    steps = [(step["valeur"], step.get("par"), step.get("motif")) for step in history("m-t", "e03.date")]
    assert steps == [
        ("2022-03", None, None),
        ("2022-03-08", "noe", "relu avec lui"),
        ("2022-03-07", "soeur", None),
        ("2022-03-06", "dac", "registre"),
        ("2022-03-05", "lea", WHY),
    ]
    assert [step["valeur"] for step in history("m-t", "e12.fait")] == ["Marche.", "Marche sans canne."]


def tell_of_a_cafe(tree):
    """Something new in every block, about somebody new."""
    said = {"acteurs": ["cafe"], "paroles": [{"de": "cafe", "texte": "« Il va bien. »"}]}
    advice = {"id": "r4", "texte": "un café", "suite": "faite", "preuves": ["e03a"]}
    tree["acteurs"].append({"id": "cafe", "nom": "Le café du coin", "type": "troquet", "equipe": "bus"})
    tree["evenements"].insert(2, {**table(tree, "e03"), "id": "e03a", **said})
    table(tree, "v1")["preconisations"].append(advice)
    tree["services"].append({**table(tree, "s3"), "id": "s6", "prestataire": "cafe"})
    tree["ruptures"].append({**table(tree, "u3"), "id": "u4", "evenements": ["e03a"], "fin": None})
    tree["transitions"].append({**table(tree, "t1"), "id": "t4", "evenements": ["e03a"]})
    tree["divergences"].append({**table(tree, "dv1"), "id": "dv3", "entre": ["a1", "e03a"]})
    tree["cercle"].append({**tree["cercle"][4], "acteur": "cafe", "domaines": None})
    tree["consentements"].append({**tree["consentements"][0], "acteur": "cafe", "domaines": ["tous"]})


def test_what_is_new_is_told_at_its_place():
    correct(M_T, tell_of_a_cafe)
    names = Names("m-t")
    told = [names.id_of(entry.pk) for entry in ThreadEntry.objects.filter(kind="event").told_first()]
    assert told[2:5] == ["e03a", "e03", "e04"]
    assert "e03a" in ask("m-t", nom="acces", acteur="cafe", date="2023-02-01")["lisibles"]
    done = ask("m-t", nom="preconisations_de", suites=["faite"])
    assert done == [{"id": "r4", "suite": "faite", "preuves": ["e03a"]}]
    assert ask("m-t", nom="ruptures_au", date="2022-03-07")["ouvertes"] == ["u2", "u4"]
    assert [voice["qui"] for voice in ask("m-t", nom="voix", divergence="dv3")] == ["soeur", "cafe"]
    assert not Correction.objects.filter(recorded_at=LATER).exists(), "nothing was put right"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tree: tree["avis"].pop(), "avis a2\u00a0: n’y est plus"),
        (lambda tree: tree["cercle"].pop(3), "cercle noe intervention\u00a0: n’y est plus"),
        (lambda tree: tree["consentements"].pop(), "consentements dac refus 2023-02\u00a0: n’y est plus"),
        (lambda tree: tree["rectifications"].pop(0), "rectifications e03 date\u00a0: n’y est plus"),
        (lambda tree: tree["rectifications"][0].update(motif="vu"), "rectifications e03 date.motif"),
        (setting("e03", paroles=[]), "evenements e03.paroles"),
        (
            lambda tree: tree["personne"].pop("protection"),
            "personne.protection\u00a0: «\u00a0curatelle renforcée\u00a0» → non",
        ),
        (lambda tree: table(tree, "v1")["preconisations"].pop(), "evaluations r3\u00a0: n’y est plus"),
        (
            lambda tree: table(tree, "v2").update(preconisations=[table(tree, "v1")["preconisations"].pop()]),
            "evaluations r3.évaluation\u00a0: «\u00a0v1\u00a0» → «\u00a0v2\u00a0»",
        ),
    ],
)
def test_what_a_file_cannot_settle_is_refused_with_a_sentence_and_nothing_is_written(change, said):
    load(M_T)
    before = dump()
    with pytest.raises(
        Refused, match="Un fichier ne peut pas faire cela\u00a0; faites-le à l’écran"
    ) as refused:
        load(altered(M_T, change), now=LATER, correct=WHY)
    assert said in str(refused.value)
    assert dump() == before


def test_one_impossible_change_among_many_leaves_nothing():
    load(MME_E)
    before = dump()

    def change(tree):
        tree["evenements"].append({**table(tree, "ev16"), "id": "ev17"})
        setting("sv1", nature="ménage")(tree)
        setting("ev04", type="t" * 150)(tree)

    with pytest.raises(Refused, match="^evenements ev04.type\u00a0: .* — Sorte"):
        load(altered(MME_E, change), now=LATER, correct=WHY)
    assert dump() == before


def test_words_may_be_added_to_those_reported():
    more = {"de": "soeur", "texte": "« Il a mal. »"}
    text = altered(M_T, lambda tree: tree.update(rectifications=[]))
    correct(text, lambda tree: table(tree, "e07")["paroles"].append(more))
    assert ask("m-t", nom="valeur", de="e07.paroles")["e07.paroles"][1] == more
    assert [voice["source"] for voice in ask("m-t", nom="voix", qui="soeur", parmi=["paroles"])] == [
        "e03",
        "e07",
    ]


def test_a_service_moved_as_a_whole_ends_after_it_begins_at_every_step():
    def change(tree):
        setting("s1", debut="2023-05-02", fin="2023-06-20", ouvert_par=None, ferme_par=None)(tree)
        setting("u1", evenements=["e12"], fin=None)(tree)
        tree["rectifications"] = [row for row in tree["rectifications"] if row["objet"] not in ("s1", "u1")]

    text = altered(M_T, lambda tree: tree.update(rectifications=[]))
    correct(text, change)
    assert ask("m-t", nom="services_au", date="2023-05-30")["ouverts"] == ["s1", "s2"]
    assert ask("m-t", nom="ruptures", periode="2023")[0] == {
        "id": "u1", "cause": "trois absences", "debut": "2023-01", "fin": None, "service": "s1",
    }  # fmt: skip


def test_the_end_of_a_service_proposes_a_rupture_unless_the_file_says_what_followed():
    correct(MME_E, setting("sv2", fin="2019-07"))
    assert [one.state for one in RuptureProposal.objects.filter(spell=Names("mme-e").get("sv2"))] == [
        "proposed"
    ]
    rupture = {
        "id": "ru3",
        "nature": "plus d’infirmière",
        "cause": "entrée en EHPAD",
        "evenements": ["ev16"],
        "fin": None,
        "service": "sv2",
    }
    text = altered(
        MME_E, lambda tree: (setting("sv2", fin="2019-07")(tree), tree["ruptures"].append(rupture))
    )
    load(text, now=LATER, correct=WHY)
    (proposal,) = RuptureProposal.objects.filter(spell=Names("mme-e").get("sv2"))
    assert (proposal.state, str(proposal.rupture)) == ("confirmed", "plus d’infirmière")
    load(altered(text, setting("sv1", fin=None, ferme_par=None)), now=LATER, correct=WHY)
    assert ask("mme-e", nom="valeur", de="sv1.fin") == {"sv1.fin": "non_renseigne"}


def test_the_earliest_fact_opens_a_rupture_also_after_the_dates_were_put_right():
    correct(PRISME_WITH_A_RUPTURE, lambda tree: tree["evenements"].sort(key=_put_p7_first(tree)))
    assert ask("prisme-lina", nom="valeur", de="ru.debut") == {"ru.debut": "2025-08-01"}


def _put_p7_first(tree):
    table(tree, "p7")["date"] = "2025-08-01"
    return lambda event: event["date"]


PRISME_WITH_A_RUPTURE = altered(
    PRISME,
    lambda tree: (
        tree.pop("attendus"),
        tree["ruptures"].append(
            {"id": "ru", "nature": "n", "cause": "c", "evenements": ["p7", "p2"], "fin": None}
        ),
        setting("t1", reperee_par="p1")(tree),
    ),
)


def test_who_the_person_is_keeps_what_stood_before():
    def change(tree):
        tree["personne"].update(
            pseudonyme="Mme Elvire", age=None, naissance="1931", metier="couturière", protection="tutelle"
        )

    correct(MME_E, change)
    person = Person.objects.get()
    assert (person.usual_name, person.age_words, person.birth.notation) == ("Mme Elvire", "", "1931")
    assert ask("mme-e", nom="valeur", de="mme_e.nom") == {"mme_e.nom": "Mme E."}, (
        "its own line did not change"
    )
    kept = Correction.objects.filter(object_id=person.pk).values_list("field", "old", "reason")
    assert ("usual_name", "Mme E.", WHY) in kept and ("age_words", "plus de 85 ans", WHY) in kept
    load(
        altered(MME_E, lambda tree: (change(tree), tree["personne"].update(protection="curatelle"))),
        correct=WHY,
    )
    assert LegalProtection.objects.get().kind == "curatorship"


def test_the_circle_follows_the_file_and_an_ended_place_closes_its_access_at_once():
    def change(tree):
        tree["cercle"][2].update(au="2026-06", base="mandat")
        tree["cercle"].append(
            {
                "acteur": "noe",
                "role": "coordination",
                "referent": True,
                "du": "2026-06",
                "au": None,
                "base": "loi",
            }
        )
        tree["cercle"][0].update(du="2020", au="2022-05", domaines=["tous"])

    correct(M_T, change)
    assert ask("m-t", nom="referent_au", date="2026-07-15") == {"referent": "noe", "depuis": "2026-06"}
    assert ask("m-t", nom="referent_au", date="2022-06-15") == {"referent": "aucun", "depuis": "2022-05"}
    ended = CircleMember.objects.get(participant=Names("m-t").get("dac"))
    assert (ended.access_to, ended.basis, ended.until.notation) == (LATER, "mandate", "2026-06")
    assert Lead.objects.filter(until=None).count() == 1
    kept = Correction.objects.filter(object_kind="circle_member").values_list("field", flat=True)
    assert set(kept) == {"since", "until", "areas", "basis"}


def test_two_leads_are_moved_in_whatever_order_keeps_one_at_a_time():
    def change(tree):
        tree["cercle"][0].update(au="2023-06")
        tree["cercle"][2].update(du="2023-06")

    correct(M_T, change)
    assert ask("m-t", nom="referent_au", date="2023-05-30")["referent"] == "lea"


def test_a_file_says_that_somebody_else_led():
    def change(tree):
        tree["cercle"][2].update(referent=False)
        tree["cercle"][3].update(role="coordination", referent=True, du="2023-02")

    correct(M_T, change)
    assert ask("m-t", nom="referent_au", date="2024-01-01") == {"referent": "noe", "depuis": "2023-02"}
    assert ask("m-t", nom="coordonnateurs_au", date="2024-01-01")[0]["referent"] is False
    taken_back = Correction.objects.get(object_kind="lead")
    assert (taken_back.field, taken_back.new, taken_back.reason) == ("member", None, WHY)


def test_a_place_that_has_not_ended_after_all_opens_again():
    correct(M_T, lambda tree: tree["cercle"][5].update(au=None))
    place = CircleMember.objects.get(participant=Names("m-t").get("soeur"), role="other")
    assert (place.until, place.access_from, place.access_to) == (None, LATER, None)
    ended = altered(M_T, lambda tree: tree["cercle"][5].update(au="2021"))
    load(ended, now=LATER + timedelta(days=2), correct=WHY)
    assert CircleMember.objects.get(pk=place.pk).access_to == LATER + timedelta(days=2)


def test_what_the_person_agreed_is_put_right_and_counts_for_who_reads():
    def change(tree):
        tree["consentements"][1].update(date="2022-04", sens="accord", domaines=["tous"], evenement="e07")

    load(M_T)
    day = {"nom": "acces", "acteur": "soeur", "date": "2022-05-01"}
    assert "e03" in ask("m-t", **day)["fermes"]
    load(altered(M_T, change), now=LATER, correct=WHY)
    assert "e03" in ask("m-t", **day)["lisibles"]
    kept = dict(Correction.objects.filter(object_kind="consent").values_list("field", "old"))
    assert {"decision": "refused", "on": "2022-03-07"}.items() <= kept.items()
    Consent.objects.filter(on="2022-04", decision="agreed").update(areas=["money"])
    with pytest.raises(Refused, match="n’est plus noté ainsi ici"):
        load(
            altered(M_T, lambda tree: (change(tree), tree["consentements"][1].update(date="2023"))),
            correct=WHY,
        )


def test_a_place_changed_on_screen_is_left_to_the_screen():
    load(M_T)
    member = CircleMember.objects.get(participant=Names("m-t").get("noe"))
    CircleMember.objects.filter(pk=member.pk).update(areas=["money"])
    with pytest.raises(Refused, match="changée à l’écran depuis"):
        load(altered(M_T, lambda tree: tree["cercle"][3].update(du="2021")), now=LATER, correct=WHY)


def test_a_value_corrected_on_screen_and_in_the_file_keeps_both():
    load(MME_E)
    event = Names("mme-e").get("ev04")
    thread.correct(event, "fact", "Vu à l’écran.", by=system_account(), now=LATER, reason="écran")
    load(altered(MME_E, setting("ev04", fait="Vu au dossier.")), now=LATER + timedelta(days=1), correct=WHY)
    values = [step["valeur"] for step in history("mme-e", "ev04.fait")]
    assert values[1:] == ["Vu à l’écran.", "Vu au dossier."]
