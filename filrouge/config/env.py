"""Typed readers of the environment. Every variable is listed in `.env.sample`."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES = ("demo", "production", "test")


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
            " PRAGMA secure_delete=ON;",
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
        "OPTIONS": {"prepare_threshold": None},
    }
