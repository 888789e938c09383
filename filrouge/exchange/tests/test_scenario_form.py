import pytest

from filrouge.exchange.scenarios.form import check_expected, check_form, is_expected_only
from filrouge.exchange.scenarios.keys import BLOCKS, NESTED, keys_of
from filrouge.exchange.scenarios.reader import read
from filrouge.exchange.tests.scenario_texts import FULL, MME_E, PRISME, changed, line_of


def problems_of(text):
    return [(problem.line, problem.message.replace("\u00a0", " ")) for problem in check_form(read(text))]


@pytest.mark.parametrize("text", [MME_E, PRISME, FULL])
def test_both_cases_are_well_formed(text):
    assert problems_of(text) == []


def assert_refused(text, old, new, said):
    """The text with `old` made `new` is refused, at that line, with a message that begins or goes as `said`."""
    mutated = changed(text, old, new)
    found = problems_of(mutated)
    assert any(line == line_of(mutated, new) and said in message for line, message in found), found


P3 = '{id: p3, date: "2025-10-06", precision: jour'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("titre:", "titree:", "prisme-lina : titree : clé inconnue. Vouliez-vous dire « titre » ?"),
        ("ruptures: []", "ruptures: non", "ruptures : une liste est attendue."),
        ("ruptures: []", "ruptures: [non]", "ruptures : « non » n’est pas une table"),
        ("personne: {pseudonyme", "personne: {surnom", "personne : surnom : clé inconnue."),
        ("personne: {pseudonyme: Lina", "personne: {metier: x", "personne : clé « pseudonyme » manquante."),
        ("pseudonyme: Lina", "pseudonyme: ' '", "personne : pseudonyme : texte vide."),
        ('age: "17 ans"', "age: [17]", "personne : age : un texte est attendu, pas une liste"),
        ("nom: MDPH", "nomm: MDPH", "mdph : nomm : clé inconnue. Vouliez-vous dire « nom » ?"),
        ("nom: MDPH", "titulaire: null", "mdph : clé « nom » manquante."),
        ("nom: MDPH", "nom: null", "mdph : nom : vide, alors qu’une valeur est obligatoire."),
        ("nom: MDPH", "nom: 42", "mdph : nom : un texte est attendu : mettez « 42 » entre guillemets."),
        ("nom: MDPH", "nom: no", "mdph : nom : un texte est attendu : mettez « False » entre guillemets."),
        ("{id: mdph", "{id: 12", "id : un texte est attendu"),
        ("equipe: sessad}", "equipe: sesad}", "référence inconnue « sesad ». Vouliez-vous dire « sessad » ?"),
        ("equipe: sessad}", "equipe: ergo_sessad}", "ergo_sessad : equipe : personne ne fait"),
        ("auteur: lina", "auteur: p2", "p1 : auteur : « p2 » est dans evenements ; il faut ici : acteurs."),
        (
            "acteurs: [lina, pere, mediateur]",
            "acteurs: lina",
            "p1 : acteurs : une liste est attendue : [lina].",
        ),
        (
            "acteurs: [lina, pere,",
            "acteurs: [lina, parrain,",
            "p1 : acteurs : référence inconnue « parrain ».",
        ),
        ("acteurs: [lina, pere,", "acteurs: [lina, [pere],", "p1 : acteurs : un texte est attendu"),
        ("{de: lina, texte:", "{qui: lina, texte:", "paroles p1 : clé « de » manquante."),
        ("paroles: [{de: lina,", "paroles: [lina, {de: lina,", "paroles : « lina » n’est pas une table"),
        ("domaine: droits", "domaine: droit", "p7 : domaine : « droit » n’est pas dans la liste : sante,"),
        ("domaine: droits", "domaine: tous", "p7 : domaine : « tous » n’est pas dans la liste"),
        (P3, P3.replace("-06", "-32"), "p3 : date : Le 32/10/2025 n’existe pas dans le calendrier."),
        (P3, P3.replace("2025-10-06", "[2025..2026]"), "p3 : date : « [2025..2026] » n’est pas une date"),
        (P3, P3.replace("2025-10-06", "2025~"), "p3 : date : « 2025~ » n’est pas une date"),
        (P3, P3.replace("2025-10-06", "2026/2025"), "p3 : date : Les deux dates sont à l’envers"),
        (P3, P3.replace('"2025-10-06"', "null"), "p3 : date : vide"),
        (P3, P3.replace('"2025-10-06"', "20251006"), "p3 : date : « 20251006 » n’est pas une date"),
        (P3, P3.replace("jour", "mois"), "p3 : precision : « mois » ne s’accorde pas avec la date"),
        (P3, P3.replace("jour", "an"), "p3 : precision : « an » n’est pas dans la liste"),
        (P3, P3.replace("10-06", "09-20"), "p3 : date : hors de l’ordre des dates : « p2 », plus haut"),
        ("decideur: lina}", "decideur: lina, montant: '12'}", "p3 : montant : un nombre est attendu"),
        ("decideur: lina}", "decideur: lina, montant: 1e99}", "p3 : montant : un nombre est attendu"),
        ("decideur: lina}", "decideur: lina, montant: 1.0e+99}", "p3 : montant : ce nombre est hors"),
        ("constats: []", "constats: fatigue", "v1 : constats : une liste est attendue : [fatigue]."),
        ("debut: null, fin: null", "debut: null", "sv1 : clé « fin » manquante."),
        (
            "debut: null, fin: null",
            "debut: null, fin: null, remplace: sv1",
            "sv1 : remplace : un service ne se",
        ),
        (
            "debut: null, fin: null",
            "debut: null, fin: null, ouvert_par: p1",
            "sv1 : ouvert_par : « p1 » est du 2025",
        ),
        (
            '"2025-10-13/2025-12-15", fin: null',
            '"2025-10-13/2025-12-15", fin: 2024',
            "sv3 : fin : la fin vient avant",
        ),
        (
            "reperee_par: p7",
            "reperee_par: t1",
            "t1 : reperee_par : « t1 » est dans transitions ; il faut ici",
        ),
        ("role: proche", "role: parent", "cercle pere : role : « parent » n’est pas dans la liste"),
        ("base: non_renseigne", "base: accord", "cercle pere : base : « accord » n’est pas dans la liste"),
        ("referent: false", "referent: 0", "cercle pere : referent : true ou false est attendu."),
        (
            "referent: false",
            "referent: true",
            "cercle pere : referent : un référent a le rôle « coordination ».",
        ),
        (
            '"2025-09-08", au: null',
            '"2025-09-08", au: 2024',
            "cercle mediateur : au : la fin vient avant le début.",
        ),
        ("domaines: [tous]", "domaines: tous", "consentements pere : domaines : une liste est attendue"),
        (
            "domaines: [tous]",
            "domaines: [tout]",
            "consentements pere : domaines : « tout » n’est pas dans la liste",
        ),
        ("sens: retrait", "sens: retire", "consentements pere : sens : « retire » n’est pas dans la liste"),
        (
            'ancienne: "2025-09-21"',
            'ancienne: "2025-09-19"',
            "p2 : ancienne : la valeur d’avant était « 2025-09-21 »",
        ),
        (
            'nouvelle: "2025-09-22"',
            'nouvelle: "2025-09-24"',
            "« p2.date » porte « 2025-09-22 », pas cette dernière",
        ),
        ("saisie: 2025-09-23", 'saisie: "2025-11"', "p2 : corrigee : corrigée avant d’avoir été saisie."),
        (
            "champ: motif_fin",
            "champ: motif",
            "rectifications sv1 : champ : « services » n’a pas de champ « motif ».",
        ),
        (
            "champ: motif_fin",
            "champ: id",
            "rectifications sv1 : champ : « services » n’a pas de champ « id ».",
        ),
        ("objet: sv1", "objet: pere", "rectifications pere : objet : « pere » est dans acteurs"),
        ("entre: [p1, v1, w1]", "entre: [p1, v1, sv1]", "dv1 : entre : « sv1 » est dans services"),
        ("entre: [p1, v1, w1]", "entre: []", "dv1 : entre : liste vide"),
        (
            "droit_commun: false, quantite: 10",
            "droit_commun: non, quantite: 10",
            "l1 : droit_commun : true ou false",
        ),
        ("quantite: 10,", "quantite: dix,", "l1 : quantite : un nombre est attendu"),
        ("non_dits: [", "non_dits: [{a: b}, ", "prisme-lina : non_dits : un texte est attendu"),
    ],
)
def test_what_the_form_does_not_allow_is_refused_with_id_key_and_line(old, new, said):
    assert_refused(FULL, old, new, said)


RU1, RU2 = "evenements: [ev04], fin: ev09", "evenements: [ev14, ev15], debut: ev15"
CIRCLE = 'role: coordination, referent: true, du: "2018-06", au: null, base: non_renseigne}'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (RU1, "evenements: [ev04], fin: ev01", "ru1 : fin : la fin vient avant le début."),
        (RU1, "evenements: [], fin: ev09", "ru1 : evenements : liste vide"),
        (RU1, "evenements: null, fin: ev09", "ru1 : evenements : vide"),
        (
            RU1,
            "evenements: [ev04], fin: ru2",
            "ru1 : fin : « ru2 » est dans ruptures ; il faut ici : evenements.",
        ),
        (RU2, "evenements: [ev14], debut: ev15", "ru2 : debut : « ev15 » n’est pas l’un de ses événements."),
        ("ferme_par: ev04", "ferme_par: ev09", "sv1 : ferme_par : « ev09 » est du 2018-11, fin dit 2018-06"),
        ("preuves: [ev12]", "preuves: []", "pc1 : suite : dite sans preuve"),
        ("preuves: [ev12]", "preuves: [clic]", "pc1 : preuves : « clic » est dans acteurs"),
        ("suite: partielle", "suite: en partie", "pc4 : suite : « en partie » n’est pas dans la liste"),
        (
            "preconisations: [{id: pc0",
            "preconisations: [pc0, {id: pc0",
            "preconisations : « pc0 » n’est pas une table",
        ),
        (
            CIRCLE,
            f"{CIRCLE}\n  - {{acteur: clic, {CIRCLE}",
            "cercle clic : referent : deux référents à la fois : « gdc »",
        ),
    ],
)
def test_what_cannot_hold_together_is_refused(old, new, said):
    mutated = changed(MME_E, old, new)
    line, found = line_of(mutated, new) + new.count("\n"), problems_of(mutated)
    assert any(where == line and said in message for where, message in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: fait, question", "type: faits, question", "a01 : type : « faits » n’est pas dans la liste"),
        ("requete: {nom: plan}", "requete: null", "a01 : requete : vide"),
        ("requete: {nom: plan}", "requete: []", "a01 : requete : liste vide"),
        (
            "requete: {nom: plan}",
            "requete: plan",
            "a01 : requete : « plan » n’est pas une table « {nom, …} ».",
        ),
        (
            "requete: {nom: plan}",
            "requete: {nom: plans}",
            "requête inconnue « plans ». Vouliez-vous dire « plan » ?",
        ),
        ("requete: {nom: plan}", "requete: {nom: [plan]}", "a01 : requete : requête inconnue"),
        (
            "requete: {nom: plan}",
            "requete: {nom: plan, qui: x}",
            "a01 : requete : plan, paramètre inconnu « qui ».",
        ),
        ("{nom: duree, de: p3, a: p6}", "{nom: duree, de: p3}", "duree, paramètre « a » manquant."),
        (
            "{nom: duree, de: p3, a: p6}",
            "{nom: duree, de: p3, a: p66}",
            "duree, a : référence inconnue « p66 ».",
        ),
        (
            "{nom: duree, de: p3, a: p6}",
            "{nom: duree, de: p3, a: p6.fait}",
            "a : « p6.fait » n’est pas une date.",
        ),
        ("{nom: duree, de: p3, a: p6}", "{nom: duree, de: p3, a: [p6]}", "duree, a : un texte est attendu"),
        (
            "{nom: duree, de: p3, a: p6}",
            "{nom: duree, de: p3, a: dv1}",
            "« dv1 » : divergences n’a pas de champ « date »",
        ),
        ("t1.vers]", "t1.versa]", "valeur, de : « t1.versa » : transitions n’a pas de champ « versa »."),
        ("t1.vers]", "t1.id]", "valeur, de : « t1.id » : transitions n’a pas de champ « id »."),
        (
            '{nom: referent_au, date: "2025-10-01"}',
            "{nom: referent_au, date: 2025-10}",
            "date : un jour est attendu",
        ),
        (
            '{nom: referent_au, date: "2025-10-01"}',
            "{nom: referent_au, date: null}",
            "referent_au, date : vide",
        ),
        (
            '{nom: referent_au, date: "2025-10-01"}',
            "{nom: coordonnateurs_au}",
            "il faut « date » ou « periode »",
        ),
        (
            "{nom: voix, divergence: dv1}",
            "{nom: voix, divergence: a01}",
            "« a01 » est dans attendus ; il faut ici",
        ),
        (
            "{nom: voix, divergence: dv1}",
            "{nom: voix, parmi: [mots]}",
            "parmi : « mots » n’est pas dans la liste",
        ),
        (
            '{nom: voix, periode: "2025-12-15"}',
            "{nom: voix, periode: hier}",
            "periode : « hier » n’est pas une date",
        ),
        ("objets: [p2, p5, v1, w1]", "objets: [p2, sv1]", "acces, objets : « sv1 » est dans services"),
        (
            "{nom: plan, prestataire: mediateur}",
            "{nom: acteurs, types: sante}",
            "types : une liste est attendue",
        ),
        ("preuves: [p5, l1]", "preuves: [p5, l9]", "a01 : preuves : référence inconnue « l9 »."),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(old, new, said):
    assert_refused(FULL, old, new, said)


def test_a_fact_with_neither_question_nor_evidence_is_refused():
    mutated = changed(FULL, "requete: {nom: duree, de: p3, a: p6}, ", "").replace(", preuves: [p3, p6]}", "}")
    assert any("a07 : ni « requete » ni « preuves »" in message for _line, message in problems_of(mutated))


@pytest.mark.parametrize(
    ("kind", "count"), [("personne}\n  - {id: bis, nom: B, type: personne}", 2), ("proche}", 0)]
)
def test_exactly_one_actor_is_the_person(kind, count):
    mutated = changed(FULL, "{id: lina, nom: Lina, type: personne}", "{id: lina, nom: Lina, type: " + kind)
    ((_line, message),) = problems_of(mutated)
    assert message == f"acteurs : il faut exactement un acteur de type « personne », il y en a {count}."


def test_the_person_must_be_there():
    mutated = FULL.replace("personne: {", "plus: {", 1)
    assert any("clé « personne » manquante." in message for _line, message in problems_of(mutated))
    mutated = FULL[: FULL.index("personne: {")] + "personne: Lina\n" + FULL[FULL.index("acteurs:") :]
    assert any("personne : une table" in message for _line, message in problems_of(mutated))


@pytest.mark.parametrize(
    ("text", "own", "taken"), [(FULL, "w1", "sv1"), (MME_E, "pc5", "pc4"), (FULL, "a02", "l1")]
)
def test_two_things_never_share_an_id(text, own, taken):
    lines = sorted(line_of(text, f"{{id: {name},") for name in (own, taken))
    said = f"{taken} : id : en double ; il nomme déjà quelque chose ligne {lines[0]}."
    assert (lines[1], said) in problems_of(changed(text, f"{{id: {own},", f"{{id: {taken},"))


def test_all_problems_come_at_once_in_the_order_of_lines():
    mutated = FULL.replace("titre:", "tittre:", 1).replace("sens: retrait", "sens: oui", 1)
    mutated = mutated.replace("{id: w1", "{id: v1", 1)
    lines = [line for line, _message in problems_of(mutated)]
    assert len(lines) >= 4
    assert lines == sorted(lines)


@pytest.mark.parametrize("block", [*BLOCKS, *NESTED])
def test_every_obligatory_key_is_asked_for(block):
    items = "[{}]"
    if block in NESTED:
        parent = NESTED[block][0]
        text = f"id: x\ntitre: t\n{parent}:\n  - {{{block}: {items}}}"
    else:
        text = f"id: x\ntitre: t\n{block}: {items}"
    messages = " ".join(message for _line, message in problems_of(text))
    missing = {key for key, rule in keys_of(block).items() if rule.must_be_there}
    assert all(f"clé « {key} » manquante." in messages for key in missing)


def test_vague_dates_have_the_benefit_of_the_doubt():
    mutated = changed(
        MME_E, 'date: "2018-06", precision: mois, type: arret', 'date: "2018", precision: annee, type: arret'
    )
    mutated = changed(mutated, 'fin: "2018-06", motif_fin', 'fin: "2018", motif_fin')
    assert problems_of(mutated) == []


def test_two_leads_may_follow_each_other_in_the_same_month():
    old = 'role: coordination, referent: false, du: "2018-03", au: null'
    assert (
        problems_of(changed(MME_E, old, 'role: coordination, referent: true, du: "2018-03", au: "2018-06"'))
        == []
    )


def test_open_words_are_kept_and_null_is_an_absent_key():
    mutated = changed(FULL, "type: droit_commun", "type: cirque_ambulant")
    mutated = changed(mutated, "type: prospection", "type: jamais_vu")
    mutated = changed(
        mutated,
        "plan:\n",
        "plan:\n  - {id: l0, objectif: o, prestation: p, prestataire: null, droit_commun: null, quantite: 2.5}\n",
    )
    assert problems_of(mutated) == []


def only_questions(text):
    return "id: x\n" + text[text.index("attendus:") : text.index("non_dits:")]


def test_a_file_of_questions_alone_is_checked_without_references():
    document = read(only_questions(FULL))
    assert is_expected_only(document)
    assert check_form(document) == []
    assert not is_expected_only(read(FULL))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: x", "id: null"),
        ("nom: duree", "nom: durees"),
        ("nom: duree, de: p3", "nom: duree"),
        ("type: duree", "type: durée"),
        ('date: "2025-10-01"', "date: 2025"),
        ("{id: a02", "{id: a01"),
        ("preuves: [p3, p6]", "preuves: p3"),
    ],
)
def test_a_file_of_questions_alone_is_still_checked(old, new):
    assert len(check_form(read(changed(only_questions(FULL), old, new)))) >= 1


def test_questions_may_be_checked_whatever_the_rest_holds():
    document = read(changed(FULL, "{id: w1, date:", "{id: w1, dates:"))
    assert check_expected(document) == []
    assert len(check_form(document)) >= 1


def test_a_long_file_full_of_faults_is_answered_in_seconds():
    actors = "".join(f"  - {{id: actor{n}, nom: N, type: t, equipe: nobody{n}}}\n" for n in range(1500))
    found = problems_of(f"id: x\npersonne: {{pseudonyme: X}}\nacteurs:\n{actors}")
    assert (1500 + 3, "actor1499 : equipe : référence inconnue « nobody1499 ».") in found
    assert len(found) == 1500 + 1
