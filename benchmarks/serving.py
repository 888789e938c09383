"""One request to the application itself, in this process, through the same door as gunicorn's."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import connection
from django.test import Client

from filrouge.accounts.models import User
from filrouge.config.wsgi import application


@dataclass
class Asked:
    """The statements of one request, and the time that each took."""

    statements: list[tuple[str, float]] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.statements.append((sql, time.perf_counter() - began))

    @property
    def count(self) -> int:
        return sum(is_question(sql) for sql, _ in self.statements)

    @property
    def writes(self) -> int:
        return sum(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql, _ in self.statements)

    @property
    def seconds(self) -> float:
        return sum(took for _, took in self.statements)


def is_question(sql: str) -> bool:
    """Not the words that only open and close a transaction."""
    return not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))


@dataclass(frozen=True)
class Answered:
    """What one request cost: seconds of the clock, of the processor, and in the database."""

    seconds: float
    cpu: float
    in_database: float
    queries: int
    writes: int
    bytes: int


def cookies_of(user: User) -> str:
    """A session of that account, opened without its password."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def ask(address: str, cookies: str) -> Answered:
    """Opens a page and reads it to the end; anything but a page is a fault of the bench."""
    status: list[str] = []
    environ, asked = environ_of(address, cookies), Asked()
    with connection.execute_wrapper(asked):
        began, used = time.perf_counter(), time.process_time()
        response = application(environ, lambda said, headers, info=None: status.append(said))
        body = b"".join(response)
        response.close()
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
    if status != ["200 OK"]:
        raise RuntimeError(f"{address}: {status}")
    return Answered(seconds, cpu, asked.seconds, asked.count, asked.writes, len(body))


def environ_of(address: str, cookies: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote(path).encode().decode("latin-1"), "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000", "HTTP_COOKIE": cookies,
        "HTTP_ACCEPT_LANGUAGE": "fr", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
    }  # fmt: skip
