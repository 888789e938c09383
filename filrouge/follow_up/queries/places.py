"""Where a person lives and where one meets, as far as somebody wrote it: a commune, or nothing."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from filrouge.parcours.models import Parcours
from filrouge.people.models import Person
from filrouge.territory.models import Commune
from filrouge.territory.queries import communes_written


def communes_of(people: Iterable[Person]) -> Mapping[UUID, Commune]:
    """The commune where each lives, for those whose address, or else place of life, names one without a doubt."""
    several = list(people)
    texts = [text for person in several for text in (person.address, person.residence)]
    named = communes_written(texts) if any(texts) else [[] for _text in texts]
    found = {}
    for rank, person in enumerate(several):
        sure = [each[0] for each in named[2 * rank : 2 * rank + 2] if len(each) == 1]
        if sure:
            found[person.pk] = sure[0]
    return found


def department_of(parcours: Parcours | None) -> str:
    """The code of the département where the person lives; '' when nobody wrote it for sure."""
    if parcours is None:
        return ""
    commune = communes_of([parcours.person]).get(parcours.person_id)
    return commune.department_id if commune else ""
