"""The browser's rules stand on whatever is answered: pages, files, errors, refusals."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ours
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from filrouge.config.middleware import OursAlone
from tests.personas import account

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip


def broken(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("broken")


ANSWERS = {
    "a page": (200, "get", "/compte/", {}),
    "an address that cannot be read": (400, "get", "/compte/?x=%00", {}),
    "a host that is not ours": (400, "get", "/compte/", {"host": "exemple.org"}),
    "a form too late": (403, "post", "/compte/deconnecter-partout/", {}),
    "nothing": (404, "get", "/rien/", {}),
    "another method": (405, "put", "/healthz", {}),
    "a breakdown": (500, "get", "/galerie/", {}),
    "alive": (200, "get", "/healthz", {}),
    "ready": (503, "get", "/readyz", {}),
    "sign in": (302, "get", "/compte/connexion/", {}),
}


def check(answer: HttpResponse) -> None:
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("case", ANSWERS)
def test_every_kind_of_answer_carries_the_rules(case: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("filrouge.ui.views.example_context", broken)
    client = Client(raise_request_exception=False, enforce_csrf_checks=case == "a form too late")
    client.force_login(account("Claire"))
    status, method, url, headers = ANSWERS[case]
    answer = getattr(client, method)(url, headers=headers)
    assert answer.status_code == status
    check(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_too_many_tries_carry_the_rules():
    anybody = Client()
    for _ in range(40):
        answer = anybody.post("/compte/mot-de-passe/oublie/", {"email": "a@exemple.fr"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    check(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_static_file_carries_the_rules(db: None):
    file = Path(ours.STATIC_ROOT) / f"essai-{os.getpid()}.svg"
    file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    answer = Client().get(f"/static/{file.name}")
    assert answer.status_code == 200
    check(answer)
    answer.close()


@pytest.mark.parametrize(
    "sent",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"REMOTE_ADDR": "2001:db8::1"}],
)
def test_the_demonstration_answers_its_own_machine_alone(sent: dict[str, str], settings: Any):
    settings.IS_DEMO = True

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("ici")

    asks = RequestFactory()
    assert OursAlone(page)(asks.get("/")).content == b"ici"
    with pytest.raises(BadRequest):
        OursAlone(page)(asks.get("/", **sent))
    settings.IS_DEMO = False
    assert OursAlone(page)(asks.get("/", **sent)).content == b"ici"
