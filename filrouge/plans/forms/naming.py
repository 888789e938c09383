"""The base of forms about a plan that name somebody."""

from functools import cached_property
from typing import Any

from filrouge.parcours.forms import RecordForm
from filrouge.plans.queries.named import known_to


class NamingForm(RecordForm):
    """A form that offers also those whom a line of the plan alone names."""

    @cached_property
    def named(self) -> Any:
        return known_to(self.parcours, self.user, self.now)
