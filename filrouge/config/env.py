"""Typed readers of the environment. Every variable is listed in `.env.sample`."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES = ("demo", "production", "test")
SHORTEST_SECRET = 32
# What libpq understands and an installation may need: without these, `?sslmode=verify-full` would be silently lost.
SAFE_CONNECTION = ("sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding", "application_name")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str) -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    written = text(name, str(default))
    if not written.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not “{written}”.")
    return int(written)


def mode() -> str:
    """How Filrouge runs: a demonstration unless somebody says otherwise."""
    chosen = text("FILROUGE_ENV", "demo")
    if chosen not in MODES:
        raise ImproperlyConfigured(f"FILROUGE_ENV must be one of {', '.join(MODES)}, not “{chosen}”.")
    return chosen


def folder(name: str, default: Path) -> Path:
    path = Path(text(name) or default)
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key(data_dir: Path, run_mode: str) -> str:
    """The signing secret: given in production, made once and kept beside the data elsewhere."""
    given = text("FILROUGE_SECRET_KEY")
    if run_mode == "production" and 0 < len(given) < SHORTEST_SECRET:
        raise ImproperlyConfigured(f"FILROUGE_SECRET_KEY is too short: {SHORTEST_SECRET} signs at least.")
    if given:
        return given
    if run_mode == "production":
        raise ImproperlyConfigured(
            "FILROUGE_SECRET_KEY is missing. Make one with "
            "`python -c 'import secrets; print(secrets.token_urlsafe(50))'` and keep it out of the repository."
        )
    kept = data_dir / "secret.key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def required_in_production(name: str, run_mode: str, why: str) -> str:
    given = text(name)
    if not given and run_mode == "production":
        raise ImproperlyConfigured(f"{name} is missing: {why}")
    return given


def hosts() -> list[str]:
    """The addresses that people type in production: each written out."""
    why = "name the addresses that people will type, with commas between them."
    required_in_production("FILROUGE_HOSTS", "production", why)
    named = words("FILROUGE_HOSTS")
    if any("*" in name or name.startswith(".") for name in named):
        raise ImproperlyConfigured("FILROUGE_HOSTS must name each address: “*” would let in any.")
    return named


def public_address(run_mode: str) -> str:
    """Where a mail leads: the first of the hosts in production, this machine elsewhere."""
    if run_mode == "production":
        return f"https://{hosts()[0]}"
    return f"http://localhost:{number('FILROUGE_PORT', 8000)}"


def behind_proxy(run_mode: str) -> bool:
    """Whether a proxy stands in front; never in the demonstration, where one click opens an account."""
    given = bool(text("FILROUGE_BEHIND_PROXY"))
    if given and run_mode == "demo":
        raise ImproperlyConfigured(
            "FILROUGE_BEHIND_PROXY has no place in the demonstration: it stays on one machine."
        )
    return given


def database(data_dir: Path) -> dict[str, Any]:
    """Django's database settings from FILROUGE_DATABASE_URL, or the SQLite file of the data folder."""
    url = text("FILROUGE_DATABASE_URL")
    if not url:
        return sqlite(data_dir / "filrouge.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            "FILROUGE_DATABASE_URL must begin with sqlite:// or postgresql://, for example "
            "postgresql://filrouge:secret@localhost:5432/filrouge"  # pragma: allowlist secret
        )
    return postgresql(parts)


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # a file for the tests too: threads that share a database in memory lock each other's tables
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: a power cut may not lose an acknowledged commit (shared security notes, drill 7).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            # Recursive triggers: REPLACE would else remove a line of the journal behind the triggers' back.
            " PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;",
        },
    }


def postgresql(parts: Any) -> dict[str, Any]:
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "ATOMIC_REQUESTS": True,
        # PgBouncer in transaction mode: a prepared statement or a server-side cursor would outlive its connection.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"prepare_threshold": None, **_connection(query)},
    }


def _connection(query: dict[str, str]) -> dict[str, str]:
    """What the address says of the connection itself; a word that is not known is refused, never passed over."""
    said = {name: unquote(value) for name, value in query.items() if name not in ("host", "port")}
    if unknown := said.keys() - set(SAFE_CONNECTION):
        raise ImproperlyConfigured(f"FILROUGE_DATABASE_URL: unknown parameter {', '.join(sorted(unknown))}.")
    return said
