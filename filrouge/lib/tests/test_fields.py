import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.test.utils import isolate_apps

from filrouge.lib.dates import PartialDate
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, PartialDateFormField, day_columns


@isolate_apps()
def _make_event():
    class Event(models.Model):
        when = PartialDateField("date", help_text="Comme on la dit.")
        when_earliest = EarliestDay("when")
        when_latest = LatestDay("when")
        until = PartialDateField("fin", null=True, blank=True)
        until_latest = LatestDay(source="until", db_index=True)

        class Meta:
            app_label = "lib"

        def __str__(self):
            return str(self.when)

    return Event


Event = _make_event()
MARCH = PartialDate.parse("2018-03")


def field(name):
    return Event._meta.get_field(name)


def days_written(event):
    for column in event._meta.get_fields():
        column.pre_save(event, add=True)
    return event.when_earliest, event.when_latest, event.until_latest


def test_day_columns_names_all_three_of_each_date():
    assert day_columns("since", "until") == [
        "since", "since_earliest", "since_latest", "until", "until_earliest", "until_latest",
    ]  # fmt: skip


@pytest.mark.parametrize("given", [MARCH, "2018-03"])
def test_a_date_assigned_as_notation_is_a_partial_date(given):
    event = Event(when=given)

    assert event.when == MARCH
    assert event.until is None
    event.when = "2014/2015"
    assert event.when.latest == date(2015, 12, 31)
    event.when = ""
    assert event.when is None


def test_what_is_no_notation_waits_for_validation():
    event = Event(when="bientôt")

    with pytest.raises(ValidationError) as refusal:
        event.full_clean()

    assert "ne se lit pas comme une date" in refusal.value.message_dict["when"][0]
    assert "when_earliest" not in refusal.value.message_dict


def test_validation_wants_a_date_only_where_it_must_be_known():
    Event(when=MARCH).full_clean()
    with pytest.raises(ValidationError) as refusal:
        Event().full_clean()
    assert list(refusal.value.message_dict) == ["when"]


def test_validators_of_text_apply_to_the_notation():
    with pytest.raises(ValidationError, match="4"):
        PartialDateField(max_length=4).clean("2018-03", None)
    assert PartialDateField(max_length=4).clean("2018", None) == PartialDate.parse("2018")


def test_the_days_beside_a_date_are_written_with_it():
    event = Event(when="2018-03", until="[2019..]")
    assert days_written(event) == (date(2018, 3, 1), date(2018, 3, 31), None)

    event.when, event.until = None, "[..2019]"
    assert days_written(event) == (None, None, date(2019, 12, 31))


def test_the_database_holds_the_notation():
    assert field("when").get_prep_value(MARCH) == "2018-03"
    assert field("when").get_prep_value("2014/2015") == "[2014..2015]"
    assert field("when").get_prep_value(date(2018, 3, 12)) == "2018-03-12"
    assert field("when").get_prep_value("") is None
    assert field("when").from_db_value("2018-03", None, None) == MARCH
    assert field("when").from_db_value(None, None, None) is None
    assert field("when").max_length == 60


def test_an_expression_may_be_assigned():
    event = Event(when=MARCH)
    event.until = F("when")
    assert isinstance(event.until, F)


def test_a_serialized_record_reads_back():
    written = serializers.serialize("json", [Event(when="[2014..2018-03]")])

    fields = json.loads(written)[0]["fields"]
    assert (fields["when"], fields["until"]) == ("[2014..2018-03]", None)
    assert field("when").value_to_string(Event()) == ""
    assert field("when").to_python(fields["when"]) == PartialDate.parse("[2014..2018-03]")


@pytest.mark.parametrize("name", ["when", "when_earliest", "until", "until_latest"])
def test_a_migration_makes_the_same_field(name):
    _name, path, args, options = field(name).deconstruct()

    again = type(field(name))(*args, **options)

    assert path == f"filrouge.lib.fields.{type(again).__name__}"
    assert again.deconstruct()[1:] == (path, args, options)
    assert (again.null, again.editable) == (field(name).null, field(name).editable)
    assert (again.max_length, again.db_index) == (field(name).max_length, field(name).db_index)


def test_a_migration_says_only_what_differs():
    assert field("when_earliest").deconstruct()[3] == {"source": "when"}
    assert field("when").deconstruct()[3] == {"verbose_name": "date", "help_text": "Comme on la dit."}
    assert PartialDateField(max_length=90).deconstruct()[3] == {"max_length": 90}


@isolate_apps()
def test_a_day_beside_no_partial_date_does_not_start():
    class Astray(models.Model):
        name = models.TextField()
        name_earliest = EarliestDay("name")
        gone_latest = LatestDay("gone")

        class Meta:
            app_label = "lib"

        def __str__(self):
            return self.name

    found = [
        error
        for column in ("name_earliest", "gone_latest")
        for error in Astray._meta.get_field(column).check()
    ]

    assert [error.id for error in found] == ["lib.E001", "lib.E001"]
    assert "'gone' is no PartialDateField" in found[1].msg
    assert field("when_earliest").check() == []


class EventForm(forms.Form):
    when = PartialDateFormField()
    until = PartialDateFormField(required=False)


@time_machine.travel(datetime(2026, 2, 1, 23, 30, tzinfo=UTC), tick=False)
def test_the_form_reads_what_is_typed_on_the_day_of_here():
    form = EventForm({"when": " hier ", "until": "entre juin et octobre 2018"})

    assert form.is_valid()
    # Half past midnight in Paris already: the day is not that of UTC.
    assert form.cleaned_data["when"] == PartialDate.parse("2026-02-01")
    assert form.cleaned_data["until"] == PartialDate.parse("[2018-06..2018-10]")


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed():
    form = EventForm({"when": "20018", "until": "  "})

    assert form.errors == {"when": ["L’année a cinq chiffres. Écrivez par exemple «\u00a0mars 2018\u00a0»."]}
    assert 'value="20018"' in form["when"].as_widget()
    assert form.cleaned_data["until"] is None


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("[2018-06..2018-10]", "entre juin et octobre 2018"),
        ("2018-03-01", "1er mars 2018"),
        ("2014~", "vers 2014"),
        # In words it would come back as 2014, written otherwise, or not come back.
        ("[2014..2014]", "[2014..2014]"),
        ("[..2999]", "[..2999]"),
    ],
)
def test_the_form_shows_a_stored_date_in_words_that_read_back(stored, shown):
    when = PartialDate.parse(stored)
    form = EventForm({"when": shown}, initial={"when": when})

    assert f'value="{shown}"' in EventForm(initial={"when": when})["when"].as_widget()
    assert 'autocomplete="off"' in form["when"].as_widget()
    assert form.is_valid()
    assert form.cleaned_data["when"] == when
    assert not form.has_changed()


def test_the_form_knows_what_changed():
    changed = PartialDateFormField().has_changed

    assert not changed(MARCH, "03/2018")
    assert not changed("2018-03", "mars 2018")
    assert not changed(None, " ")
    assert changed(MARCH, "2018")
    assert changed(MARCH, "")
    assert changed(MARCH, "20018")
    assert not PartialDateFormField(disabled=True).has_changed(MARCH, "2018")


def test_the_model_offers_the_form_field():
    offered = field("until").formfield()

    assert isinstance(offered, PartialDateFormField)
    assert (offered.label, offered.required) == ("Fin", False)
    assert field("when").formfield().help_text == "Comme on la dit."
    assert field("when_earliest").editable is False
