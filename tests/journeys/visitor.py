"""Goes to the places of `places.py` in a furnished demonstration: to look at each, or to take its picture."""

from collections.abc import Callable
from json import loads

from playwright.sync_api import BrowserContext, Page, Response

from tests.journeys.places import NOBODY, OWN_ACCOUNTS, SIGN_IN, Place, filled
from tests.journeys.served import Demo, sign_in

FURNISH = "import json; from tests.journeys.furnish import furnish; print('KEYS' + json.dumps(furnish()))"
START = "/credits/"  # with the site's key for a form, and nothing of anybody's
SEND = """([address, fields]) => {
  const form = document.createElement("form");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  const all = [...Object.entries(fields), ["csrfmiddlewaretoken", token ? token.value : ""]];
  for (const [name, value] of all) form.append(Object.assign(document.createElement("input"), { name, value }));
  Object.assign(form, { method: "post", action: address });
  document.body.append(form);
  form.submit();
}"""


class Visitor:
    """Goes to places as whom each asks for: each account signs in once, and keeps its page.

    A new browser for each place would cost more than looking at the place; who is nobody needs one all the same.
    """

    def __init__(self, demo: Demo) -> None:
        told = demo.manage("shell", "-c", FURNISH)
        self.keys: dict[str, str] = loads(told.partition("KEYS")[2])
        self.pages: dict[str, Page] = {}
        self.codes = iter(self.keys["codes"].split())

    def page_of(self, who: str, open_context: Callable[[], BrowserContext]) -> Page:
        if who not in self.pages:
            page = open_context().new_page()
            if who in OWN_ACCOUNTS:
                self.go(page, Place(NOBODY, OWN_ACCOUNTS[who]), code=next(self.codes))
            else:
                sign_in(page, who)
            self.pages[who] = page
        return self.pages[who]

    def go(self, page: Page, place: Place, **keys: str) -> None:
        status = 0
        requests = filled(place.requests, {**self.keys, **keys})
        if not isinstance(requests[0], str):
            page.goto(START)
        for request in requests:
            answer = page.goto(request) if isinstance(request, str) else send(page, *request)
            status = answer.status if answer else 0
        assert status == place.status
        assert (SIGN_IN in page.url) <= (place.who == NOBODY)


def is_a_page(answer: Response) -> bool:
    """Where a form led in the end, not the redirect that led there."""
    return answer.request.is_navigation_request() and not 300 <= answer.status < 400


def send(page: Page, address: str, fields: dict[str, str]) -> Response:
    """Sends fields as a form of the page would, with the key that the site gives its own forms."""
    with page.expect_event("load"), page.expect_response(is_a_page) as sent:
        page.evaluate(SEND, [address, fields])
    return sent.value
