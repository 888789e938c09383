"""One field of one object, in the words of the scenario file: its value today, and its history."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from filrouge.exchange.queries.names import Names, Unanswerable
from filrouge.exchange.queries.plan_lines import exact_cost
from filrouge.exchange.scenarios.fields import DATE_KEY, FIELDS, Field, Shape
from filrouge.exchange.scenarios.words import FOLLOW_UPS, NOT_SAID, PRECISIONS, file_word, find_file_word
from filrouge.follow_up.models import Event
from filrouge.lib.dates import PartialDate
from filrouge.needs.choices import FollowUp
from filrouge.needs.models import Recommendation
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import Annotation, Correction
from filrouge.plans.models import PlanLine

_DATES = (Shape.DATE, Shape.EVENT_DATE, Shape.FACTS_DATE)


class Places(Protocol):
    """Where the key of an object is found by its id: in the database, or among what is being told."""

    def place(self, value: str, /) -> tuple[str, UUID]: ...


def split(reference: str) -> tuple[str, str]:
    """`id.key` as the id and the key; an empty key where the id stands alone."""
    name, _dot, key = reference.partition(".")
    return name, key


def field_of(names: Names, reference: str) -> Field:
    """What `id.key` stands for, or `id` alone; Unanswerable when an object of that kind has no such field."""
    name, key = split(reference)
    kind, _key = names.place(name)
    field = FIELDS.get(kind, {}).get(key or DATE_KEY.get(kind, "date"))
    if field is None:
        sentence = _("«\u00a0%(reference)s\u00a0»\u00a0: pas de champ de ce nom (%(kind)s).")
        raise Unanswerable(sentence % {"reference": reference, "kind": names.word_of(kind)})
    return field


def value_of(names: Names, reference: str) -> Any:
    """The present value of `id.key`, as the file would write it; None where nobody said."""
    field, target = field_of(names, reference), names.get(split(reference)[0])
    if field.unsaid and getattr(target, field.attribute) == field.unsaid and _was_left_out(names, reference):
        return None
    return _READERS[field.shape](names, target, field)


def date_of(names: Names, reference: str) -> PartialDate | None:
    """The date that `id` or `id.key` stands for; Unanswerable when that is no date."""
    if field_of(names, reference).shape not in _DATES:
        raise Unanswerable(_("«\u00a0%(reference)s\u00a0» n’est pas une date.") % {"reference": reference})
    value = value_of(names, reference)
    return PartialDate.parse(value) if value is not None else None


def history_of(names: Names, reference: str) -> list[dict[str, Any]]:
    """From the oldest value to the present one: value, entered on, by whom, why."""
    steps = _steps(names, reference)
    if not steps:
        name, key = split(reference)
        present = value_of(names, reference)
        told = names.told(name).get(key)
        empty = told if told in ([], "") else NOT_SAID
        return [{"valeur": empty if present is None else present}]
    return [{"valeur": steps[0]["ancienne"], "saisie": steps[0].get("saisie")}] + [
        {
            "valeur": step["nouvelle"],
            "saisie": step["corrigee"],
            "par": step.get("par"),
            "motif": step.get("motif"),
        }
        for step in steps
    ]


def _steps(names: Names, reference: str) -> list[dict[str, Any]]:
    """The corrections of a value, the oldest first, each as the file would write it."""
    name, key = split(reference)
    field, target = field_of(names, reference), names.place(name)[1]
    steps = [] if field.has_column else names.told_corrections(name, key)
    if field.shape is Shape.PRECISION:  # follows the date, whose corrections are not its own
        return steps
    versions = names.versions_of(target)
    rows = Correction.objects.filter(object_id__in=versions, field=field.attribute)
    return steps + [
        {
            "ancienne": from_plain(names, field, row.old),
            "nouvelle": from_plain(names, field, row.new),
            "saisie": _written_date(row.entered_on),
            "corrigee": _written_date(row.corrected_on),
            "par": names.id_of(row.said_by_id),
            "motif": row.reason or None,
        }
        for row in rows.order_by("recorded_at", "pk")
    ]


def _was_left_out(names: Names, reference: str) -> bool:
    """Whether the file says nothing of a value, and nobody did since."""
    name, key = split(reference)
    if names.told(name).get(key) is not None:
        return False
    attribute = field_of(names, reference).attribute
    versions = names.versions_of(names.place(name)[1])
    since = Correction.objects.filter(object_id__in=versions, field=attribute)
    if names.loaded_at is not None:
        since = since.filter(recorded_at__gt=names.loaded_at)
    return not since.exists()


def from_plain(names: Names, field: Field, plain: Any) -> Any:
    """A value as a correction keeps it, in the words of the file."""
    if plain is None or plain == "":
        return None
    if field.shape is Shape.DATE:
        return PartialDate.parse(plain).slash()
    if field.shape is Shape.EVENT_DATE:
        return _written_date(Event.objects.get(pk=plain).when)
    if field.shape is Shape.WORD and field.words:
        return file_word(field.words, plain)
    if field.shape is Shape.CODE:
        return find_file_word(field.words or {}, plain)
    if field.shape in (Shape.LINK, Shape.FUNDER):
        return names.id_of(plain)
    if field.shape is Shape.LINKS:
        return [names.id_of(key) for key in plain]
    return number(plain) if field.shape is Shape.NUMBER else plain


def to_plain(places: Places, field: Field, value: Any) -> Any:
    """A value of the file as a correction keeps it."""
    if value is None:
        return None
    if field.shape is Shape.DATE:
        return PartialDate.parse(str(value)).notation
    if field.shape in (Shape.WORD, Shape.CODE) and field.words:
        return field.words[value]
    if field.shape in (Shape.LINK, Shape.FUNDER):
        return str(places.place(value)[1])
    if field.shape is Shape.LINKS:
        return [str(places.place(one)[1]) for one in value]
    return str(value) if field.shape is Shape.NUMBER else value


def number(value: Any) -> int | float:
    """A number as the file writes it: whole where it is, else a float; ArithmeticError for what is none."""
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _written_date(when: PartialDate | None) -> str | None:
    return when.slash() if when else None


def _text(names: Names, target: Any, field: Field) -> Any:
    return getattr(target, field.attribute) or None


def _number(names: Names, target: Any, field: Field) -> Any:
    value = getattr(target, field.attribute)
    return None if value is None else number(value)


def _date(names: Names, target: Any, field: Field) -> Any:
    return _written_date(getattr(target, field.attribute))


def _event_date(names: Names, target: Any, field: Field) -> Any:
    event = getattr(target, field.attribute)
    return _written_date(event.when) if event else None


def _facts_date(names: Names, target: Any, field: Field) -> Any:
    """The date of the first or the last of the facts that make a turning point."""
    told = sorted((event.when for event in target.events.all()), key=lambda when: when.sort_key)
    return _written_date(told[0] if field.attribute == "since" else told[-1]) if told else None


def _word(names: Names, target: Any, field: Field) -> Any:
    code = getattr(target, field.attribute)
    return file_word(field.words or {}, code) if code else None


def _code(names: Names, target: Any, field: Field) -> Any:
    return find_file_word(field.words or {}, getattr(target, field.attribute))


def _objective(names: Names, target: Any, field: Field) -> Any:
    return target.objective.words


def _funder(names: Names, target: Any, field: Field) -> Any:
    """Who pays for a line: one alone as the file writes it, several in their order, None when nobody is named."""
    paying = funders(names, target)
    return paying[0] if len(paying) == 1 else paying or None


def funders(names: Names, line: PlanLine) -> list[str | None]:
    """Who pays, in their order: by their id in the file, or by their name when the file names them by that."""
    return [
        names.id_of(funding.funder_id) if funding.funder_id else funding.funder_name
        for funding in sorted(line.fundings.all(), key=lambda funding: funding.order)
    ]


def plan_row(names: Names, line: PlanLine) -> dict[str, Any]:
    """A line of the plan, as a question about the plan is answered."""
    keys = ("prestataire", "droit_commun", "financeur", "reponse_personne")
    fields = FIELDS[PlanLine.KIND]
    said = {key: _READERS[fields[key].shape](names, line, fields[key]) for key in keys}
    cost = exact_cost(line)
    return {"id": names.id_of(line.pk), **said, "cout": None if cost is None else number(cost)}


def _link(names: Names, target: Any, field: Field) -> Any:
    return names.id_of(getattr(target, f"{field.attribute}_id"))


def _links(names: Names, target: Any, field: Field) -> Any:
    linked = getattr(target, field.attribute)
    if field.attribute == "evidence":
        return shown(names, target) or None
    return [names.id_of(key) for key in linked.order_by("pk").values_list("pk", flat=True)] or None


def shown(names: Names, advice: Recommendation) -> list[str | None]:
    """The ids of the facts that show what became of an advice, in the order in which they were given."""
    return [
        names.id_of(fact.object_id) for fact in sorted(advice.evidence.all(), key=lambda fact: fact.order)
    ]


def _words_said(names: Names, target: Any, field: Field) -> Any:
    said = Annotation.objects.filter(entry=target.pk, kind=AnnotationKind.REPORTED).order_by("order")
    return [{"de": names.id_of(words.said_by_id), "texte": words.text} for words in said] or None


def _precision(names: Names, target: Any, field: Field) -> Any:
    when: PartialDate = getattr(target, field.attribute)
    return file_word(PRECISIONS, when.precision.value)


def _advice(names: Names, target: Any, field: Field) -> Any:
    rows = target.recommendations.prefetch_related("evidence").order_by("order")
    return [_one_advice(names, advice) for advice in rows] or None


def _one_advice(names: Names, advice: Recommendation) -> dict[str, Any]:
    name = names.id_of(advice.pk)
    is_unsaid = advice.follow_up == FollowUp.UNKNOWN and names.told(name or "").get("suite") is None
    return {
        "id": name,
        "texte": advice.text,
        "suite": None if is_unsaid else file_word(FOLLOW_UPS, advice.follow_up),
        "preuves": shown(names, advice),
    }


_READERS: dict[Shape, Callable[[Names, Any, Field], Any]] = {
    Shape.TEXT: _text,
    Shape.LIST: _text,
    Shape.NUMBER: _number,
    Shape.DATE: _date,
    Shape.EVENT_DATE: _event_date,
    Shape.FACTS_DATE: _facts_date,
    Shape.WORD: _word,
    Shape.LINK: _link,
    Shape.LINKS: _links,
    Shape.WORDS_SAID: _words_said,
    Shape.PRECISION: _precision,
    Shape.ADVICE: _advice,
    Shape.CODE: _code,
    Shape.OBJECTIVE: _objective,
    Shape.FUNDER: _funder,
}
