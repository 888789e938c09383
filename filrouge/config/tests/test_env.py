"""What keeps an installation from starting: each mode asks for what it needs, in a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from filrouge.config import env


@pytest.fixture
def say(monkeypatch):
    for name in ("ENV", "SECRET_KEY", "HOSTS", "BEHIND_PROXY", "DATABASE_URL"):
        monkeypatch.delenv(f"FILROUGE_{name}", raising=False)
    return monkeypatch.setenv


def test_a_mode_that_is_none_does_not_start(say):
    assert env.mode() == "demo"
    say("FILROUGE_ENV", "prod")
    with pytest.raises(ImproperlyConfigured, match="one of demo, production, test"):
        env.mode()


def test_production_asks_for_a_secret_that_is_one(say, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="missing"):
        env.secret_key(tmp_path, "production")
    say("FILROUGE_SECRET_KEY", "secret")
    with pytest.raises(ImproperlyConfigured, match="too short"):
        env.secret_key(tmp_path, "production")
    say("FILROUGE_SECRET_KEY", "s" * 32)
    assert env.secret_key(tmp_path, "production") == "s" * 32


def test_elsewhere_a_secret_is_made_once_and_kept_to_its_owner(say, tmp_path):
    made = env.secret_key(tmp_path, "demo")
    assert (made, len(made) > 40) == (env.secret_key(tmp_path, "demo"), True)
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("hosts", ["", " ", "*", "a.fr,*", ".a.fr", "*.a.fr"])
def test_production_asks_for_each_address(hosts, say):
    say("FILROUGE_HOSTS", hosts)
    with pytest.raises(ImproperlyConfigured, match="FILROUGE_HOSTS"):
        env.hosts()


def test_production_takes_addresses_written_out(say):
    say("FILROUGE_HOSTS", "a.fr, b.fr,")
    assert env.hosts() == ["a.fr", "b.fr"]


def test_the_demonstration_stands_behind_no_proxy(say):
    assert not env.behind_proxy("production")
    say("FILROUGE_BEHIND_PROXY", "1")
    assert env.behind_proxy("production")
    with pytest.raises(ImproperlyConfigured, match="demonstration"):
        env.behind_proxy("demo")


def test_what_an_address_says_of_the_connection_is_kept(say, tmp_path):
    say("FILROUGE_DATABASE_URL", "postgresql://f@h/f?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem")
    options = env.database(tmp_path)["OPTIONS"]
    assert (options["sslmode"], options["sslrootcert"]) == ("verify-full", "/etc/ca.pem")


def test_a_word_that_the_connection_does_not_know_is_refused(say, tmp_path):
    say("FILROUGE_DATABASE_URL", "postgresql://f@h/f?sslmod=verify-full")
    with pytest.raises(ImproperlyConfigured, match="sslmod"):
        env.database(tmp_path)
