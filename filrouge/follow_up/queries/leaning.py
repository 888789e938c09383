"""What leans on a fact: a line that something else points to does not leave the thread."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from filrouge.follow_up.models import Event, EventParticipant, TimeShare
from filrouge.parcours.models import ThreadEntry

# These belong to the fact itself.
ITS_OWN = (EventParticipant, TimeShare, Event)


def is_leaned_on(event: Event) -> bool:
    """Whether words, a paper, a rupture, a turning point, a service or another fact points to it."""
    return any(
        model._base_manager.filter(**{name: event.pk}).exists()
        for pointed in (Event, ThreadEntry)
        for model, name in _pointers(pointed)
        if model not in ITS_OWN or name == "outcome"
    )


def _pointers(pointed: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """The links that lead to a model, those without a name in the other direction among them."""
    for link in pointed._meta.get_fields(include_hidden=True):
        field: Any = getattr(link, "field", None)
        if link.auto_created and not link.concrete and field is not None and not field.many_to_many:
            yield field.model, field.name
