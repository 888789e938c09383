import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from filrouge.lib.signs import colon, of, of_town, quoted, titled


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Claire", "de Claire"), ("Mme E.", "de Mme E."), ("Inès", "d’Inès"), ("Élise", "d’Élise"),
        ("Hélène", "d’Hélène"), ("Yves", "d’Yves"), ("Yasmine", "de Yasmine"), ("", "de "),
    ],
)  # fmt: skip
def test_whose_it_is_is_said_as_french_says_it(name, said):
    assert of(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Firminy", "de Firminy"), ("Unieux", "d’Unieux"), ("Le Chambon-Feugerolles", "du Chambon-Feugerolles"),
        ("Les Noës", "des Noës"), ("La Ricamarie", "de La Ricamarie"), ("L’Étrat", "de L’Étrat"),
        ("Leigneux", "de Leigneux"), ("Lentigny", "de Lentigny"),
    ],
)  # fmt: skip
def test_a_commune_is_said_with_its_article(name, said):
    assert of_town(name) == said


def test_each_language_prints_its_own_signs():
    assert (colon(), quoted("oui")) == ("\u00a0:", "«\u00a0oui\u00a0»")
    with translation.override("en"):
        assert (colon(), quoted("yes"), of("Inès")) == (":", "“yes”", "of Inès")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("prendre le tram seule (1.3.4.2)", "Prendre le tram seule"),
        ("sortir (1.3.4.2) et voir du monde (1.3.4.1, 1.3.3.5)", "Sortir et voir du monde"),
        ("être au calme (le matin)", "Être au calme (le matin)"), ("", ""), ("(1.3.4.1)", ""),
    ],
)  # fmt: skip
def test_a_title_has_a_capital_and_no_code(words, shown):
    assert titled(words) == shown


def test_somebody_s_words_are_escaped():
    assert quoted("<b>") == "«\u00a0&lt;b&gt;\u00a0»"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("« j’adore »", "«\u00a0j’adore\u00a0»"),
        ("«\u00a0oui\u00a0» (le tram)", "«\u00a0“oui” (le tram)\u00a0»"),
        ("un mot « ouvert", "«\u00a0un mot “ouvert\u00a0»"),
    ],
)
def test_marks_that_were_typed_are_not_said_twice(typed, read):
    assert quoted(typed) == read
    assert quoted(SafeString(typed)) == read
