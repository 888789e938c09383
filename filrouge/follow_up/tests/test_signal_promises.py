import pytest

from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.tests.signal_promises import (
    Story,
    check_explains_itself,
    check_fires,
    check_goes_away,
    check_stays_silent,
    stories,
)

pytestmark = pytest.mark.django_db
PROMISES = (check_fires, check_stays_silent, check_goes_away, check_explains_itself)


def test_every_kind_of_the_registry_has_its_story():
    told = {story.kind for story in stories()}
    assert told == KINDS.keys()
    assert all(name == kind.name for name, kind in KINDS.items())


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("story", stories(), ids=str)
def test_a_signal_keeps_its_promises(story: Story, promise):
    promise(story)
