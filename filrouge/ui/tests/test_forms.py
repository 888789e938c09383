import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from filrouge.ui.forms import OnceForm, resumed

KEY = "0b0c3f3e-2b39-4c0e-8d0b-6d2f1a9c7e11"


class Need:
    """Something that two people write at the same time."""

    def __init__(self, version: int = 3, words: str = "Dormir mieux", area: str = "health") -> None:
        self.version, self.words, self.area, self.is_urgent = version, words, area, True


class NeedForm(OnceForm):
    words = forms.CharField(label="Ses mots", widget=forms.Textarea)
    area = forms.ChoiceField(label="Domaine", choices=[("health", "Santé"), ("home", "Chez soi")])
    is_urgent = forms.BooleanField(label="Urgent", required=False)
    when = forms.SplitDateTimeField(label="Quand", required=False)


def posted(version: str = "3", **fields: str) -> dict:
    same = {"words": "Dormir mieux", "area": "health", "is_urgent": "on", "when_0": "", "when_1": ""}
    return {"_key": KEY, "_version": version} | same | fields


def test_a_form_carries_a_new_key_and_the_version_of_what_it_changes():
    first, second = NeedForm(instance=Need()), NeedForm(instance=Need())
    assert re.findall('name="(_key|_version)" value="(.+?)"', first.once) == [
        ("_key", first.key),
        ("_version", "3"),
    ]
    assert first.key != second.key
    assert "_version" not in NeedForm().once


def test_a_form_shown_again_keeps_its_key():
    assert NeedForm({"_key": KEY}).key == KEY


@pytest.mark.parametrize("sent", ["", "k" * 41])
def test_a_key_that_is_none_is_replaced(sent):
    assert len(NeedForm({"_key": sent}).key) == 36


def test_a_key_cannot_leave_its_attribute():
    assert "<b>" not in NeedForm({"_key": '"><b>'}).once


def test_a_form_of_this_version_is_valid():
    form = NeedForm(posted(words="Dormir la nuit"), instance=Need())
    assert form.is_valid()
    assert not form.stale
    assert form.cleaned_data["words"] == "Dormir la nuit"


@pytest.mark.parametrize("version", ["2", "", "deux"])
def test_a_form_of_an_older_version_shows_both_texts(version):
    form = NeedForm(posted(version, words="Dormir la nuit", area="home"), instance=Need())
    assert not form.is_valid()
    assert form.stale
    assert [(each.label, each.mine, each.theirs) for each in form.differences] == [
        ("Ses mots", "Dormir la nuit", "Dormir mieux"),
        ("Domaine", "Chez soi", "Santé"),
    ]
    assert 'name="_version" value="3"' in form.once


def test_a_form_of_an_older_version_that_changes_nothing_passes():
    form = NeedForm(posted("2", words="Dormir\r\nmieux"), instance=Need(words="Dormir\nmieux"))
    assert form.is_valid()


def test_initial_values_are_what_is_stored_before_attributes():
    form = NeedForm(posted("2"), initial={"words": "Se reposer"}, instance=Need())
    assert [each.theirs for each in form.differences] == ["Se reposer"]


def test_each_field_is_kept_as_chosen():
    chosen = {
        "_keep_words": "theirs",
        "_keep_area": "mine",
        "_keep_is_urgent": "theirs",
        "_keep_when": "theirs",
    }
    sent = posted(words="Dormir la nuit", area="home", is_urgent="", when_0="2026-03-02", when_1="09:00")
    form = NeedForm(sent | chosen, instance=Need())
    assert form.is_valid()
    assert form.cleaned_data == {"words": "Dormir mieux", "area": "home", "is_urgent": True, "when": None}


def test_both_texts_are_chosen_in_the_page_of_a_form_with_a_prefix():
    sent = {f"n-{name}" if name[0] != "_" else name: each for name, each in posted("2", words="<b>").items()}
    form = NeedForm(sent, instance=Need(), prefix="n")
    page = render_to_string("ui/both_texts.html", {"form": form, "saved_by": "Inès Roche"})
    assert 'name="_keep_n-words" value="mine" required' in page
    assert "Inès Roche" in page
    assert "&lt;b&gt;" in page
    again = NeedForm(sent | {"_version": "3", "_keep_n-words": "theirs"}, instance=Need(), prefix="n")
    assert again.is_valid()
    assert again.cleaned_data["words"] == "Dormir mieux"


def test_both_texts_say_nothing_when_nobody_else_wrote():
    assert render_to_string("ui/both_texts.html", {"form": NeedForm(instance=Need())}).strip() == ""


class Kept:
    fields = {"words": ["Dormir la n"], "is_urgent": ["on"], "when_0": ["2026-03-02"], "when_1": [""]}


def test_a_draft_fills_the_form_when_it_is_taken_up_again():
    request = RequestFactory().get("/", {"brouillon": "1"})
    form = NeedForm(initial={"words": "Dormir", "area": "home"}, draft=resumed(request, Kept()))
    assert form["words"].value() == "Dormir la n"
    assert form["area"].value() == "home"
    assert form["is_urgent"].value() is True
    assert 'value="2026-03-02"' in str(form["when"])


def test_a_draft_waits_until_it_is_asked_for():
    request = RequestFactory().get("/")
    assert resumed(request, Kept()) == {}
    assert resumed(RequestFactory().get("/", {"brouillon": "1"}), None) == {}
