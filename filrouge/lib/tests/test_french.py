import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.lib.french import FAINT_WORDS, STOP_WORDS, heard, matter, stem, stems, without_elision
from filrouge.lib.text import normalise, words


@pytest.mark.parametrize(
    "family",
    [
        "dormir dors dort dormi",
        "travail travailler travaille travaillais travaillent travailleur travaux",
        "cuisiner cuisine cuisinais cuisinée cuisiniers",
        "école scolaire écolier",
        "loyer loyers",
        "choix choisir choisit",
        "cheveu cheveux",
        "ami amis amie amies",
        "isolé isolée isolement isoler",
        "douleur douleurs douloureux douloureuse",
        "appartement appartements",
        "payer paie payé paient",
        "heureux heureuse",
    ],
)
def test_words_of_one_family_share_a_stem(family):
    assert len({stem(word) for word in words(family)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("peur", "pain"),
        ("voir", "voix"),
        ("dent", "dos"),
        ("mal", "malade"),
        ("rue", "ruse"),
        ("prier", "prix"),
    ],
)
def test_words_that_only_look_alike_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_stems_keep_the_words_that_carry_meaning_in_their_order():
    assert stems("Je ne sors plus avec mes amis") == [stem("sortir"), stem("ami")]
    assert stems("Je n’y arrive pas à 8 h") == [stem("arriver")]
    assert stems("et alors ?") == []


def test_an_apostrophe_that_was_left_out_is_seen():
    assert without_elision("jarrive") == "arrive"
    assert without_elision("lecole") == "ecole"
    assert without_elision("quelle") == "elle"
    assert without_elision("train") == "train"
    assert without_elision("zamis") == "amis", "a s that is heard"


@pytest.mark.parametrize("known", [STOP_WORDS, FAINT_WORDS])
def test_lists_of_words_are_written_as_they_are_compared(known):
    assert {normalise(word) for word in known} == known


def test_a_word_goes_around_the_matter_or_says_nothing_never_both():
    assert set() == STOP_WORDS & FAINT_WORDS


@pytest.mark.parametrize(
    "written",
    [
        "cinéma sinéma",
        "médicament médicaman",
        "dents dan",
        "curatelle kuratel",
        "musique muzik",
        "maison mézon",
        "travailler travayé",
        "fauteuil foteuil",
        "angoisse angoice",
        "pharmacie farmassi",
        "machine mashine",
    ],
)
def test_a_word_written_as_it_sounds_is_heard_as_the_word(written):
    assert len({heard(word) for word in words(written)}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("bain", "banc"), ("poisson", "boisson"), ("cou", "cuir"), ("vin", "vent")]
)
def test_words_that_sound_different_stay_apart(one, other):
    assert heard(one) != heard(other)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("Bonjour, je vous écris pour mon loyer, merci d’avance", "bonjour pour mon loyer"),
        ("Je suis la mère d’un jeune homme de vingt-deux ans qui tombe", "qui tombe"),
        ("la maîtresse me dit qu’il tombe", "la maitresse il tombe"),
        ("J’ai mal partout, le dos me fait mal", "j ai mal douleur partout le dos me fait mal douleur"),
        ("j’ai du mal à dormir", "j ai dormir"),
        ("il a mal dormi, mal à l’aise", "il a mal dormi mal a l aise"),
        ("je dors", "je dors"),
        ("S’il vous plaît !", "s il vous plait"),
        ("", ""),
    ],
)
def test_what_a_sentence_is_about_is_told_from_what_leads_to_it(said, about):
    assert matter(said).split() == about.split()


@given(st.text(alphabet="abcdeéèilmnorstuxyz'", max_size=20))
def test_a_stem_is_never_empty(text):
    assert all(stem(word) for word in words(text))


@given(st.text(alphabet="aceéghilmnoqrstuxyz", min_size=1, max_size=20))
def test_something_is_heard_of_every_word(text):
    assert all(heard(word) for word in words(text))
