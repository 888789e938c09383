"""Which requests get a piece of a page, and which the whole of it."""

import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from filrouge.ui.htmx import wants_partial


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "partial"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_wants_partial(headers, expected):
    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    assert wants_partial(request) is expected


def test_a_request_that_htmx_never_saw_gets_the_page():
    assert wants_partial(RequestFactory().get("/")) is False
