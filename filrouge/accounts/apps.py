from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils import timezone


class AccountsConfig(AppConfig):
    name = "filrouge.accounts"

    def ready(self) -> None:
        from allauth.mfa import signals
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_came_in)
        signals.authentication_failed.connect(_code_refused)
        signals.authenticator_added.connect(_factor_added)
        signals.authenticator_removed.connect(_factor_removed)


def _came_in(request: HttpRequest, **said: Any) -> None:
    from filrouge.accounts.middleware import note_activity

    note_activity(request.session, timezone.now())


def _code_refused(user: Any, **said: Any) -> None:
    from filrouge.accounts.use_cases import note_failed_sign_in

    note_failed_sign_in(by=user, means="code", now=timezone.now())


def _factor_added(request: HttpRequest, user: Any, **said: Any) -> None:
    _factor_changed(request, user, "added")


def _factor_removed(request: HttpRequest, user: Any, **said: Any) -> None:
    _factor_changed(request, user, "removed")


def _factor_changed(request: HttpRequest, user: Any, change: str) -> None:
    """Recovery codes come and go with the app: the two make two lines, and end the other sessions twice."""
    from django.contrib.auth import update_session_auth_hash

    from filrouge.accounts.use_cases import note_second_factor

    note_second_factor(by=user, change=change, now=timezone.now())
    update_session_auth_hash(request, user)
