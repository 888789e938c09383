import pytest
from django.utils import translation

from filrouge.lib.signs import colon, of, quoted


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Claire", "de Claire"), ("Mme E.", "de Mme E."), ("Inès", "d’Inès"), ("Élise", "d’Élise"),
        ("Hélène", "d’Hélène"), ("Yves", "d’Yves"), ("Yasmine", "de Yasmine"), ("", "de "),
    ],
)  # fmt: skip
def test_whose_it_is_is_said_as_french_says_it(name, said):
    assert of(name) == said


def test_each_language_prints_its_own_signs():
    assert (colon(), quoted("oui")) == ("\u00a0:", "«\u00a0oui\u00a0»")
    with translation.override("en"):
        assert (colon(), quoted("yes"), of("Inès")) == (":", "“yes”", "of Inès")


def test_somebody_s_words_are_escaped():
    assert quoted("<b>") == "«\u00a0&lt;b&gt;\u00a0»"
