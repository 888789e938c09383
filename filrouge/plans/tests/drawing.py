"""A plan as the tests of this room need it, drawn up through its use cases."""

from typing import Any

from django.test import Client
from django.urls import reverse

from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.plans.use_cases import composing
from tests.personas import NOW, World


def draft(made: World) -> Plan:
    return composing.begin_plan(made.parcours, by=made.claire, now=NOW)


def objective(made: World, plan: Plan, words: str = "Prendre le tram seule", **said: Any) -> Objective:
    said.setdefault("area", "daily_life")
    return composing.add_objective(plan, words=words, by=made.claire, now=NOW, **said)


def line(made: World, of: Objective, title: str = "Apprendre le trajet", **said: Any) -> PlanLine:
    return composing.add_line(of, title=title, by=made.claire, now=NOW, **said)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *keys: Any) -> str:
    return reverse(f"plans:{name}", args=[getattr(key, "pk", key) for key in keys])
