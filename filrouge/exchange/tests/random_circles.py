"""Random records about who may read: a circle, what was said, what the person agreed. Same seed, same record."""

from datetime import date, timedelta
from random import Random
from typing import Any

AREAS = ("sante", "logement", "argent", "coordination")
FIRST, TODAY = date(2022, 1, 1), date(2026, 11, 21)


class RandomCase:
    """A case in the form of the files. Everything told has happened, or may have, by `TODAY`."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.people = [f"p{rank}" for rank in range(self.chance.randint(2, 6))]

    def tree(self) -> dict[str, Any]:
        return {
            "id": "au-hasard",
            "personne": {"pseudonyme": "Au hasard"},
            "acteurs": [{"id": "elle", "nom": "Elle", "type": "personne"}, *map(self.actor, self.people)],
            "evenements": self.told(
                "e", lambda: {"type": "fait", "fait": "f", "acteurs": [], **self.author("auteur")}
            ),
            "evaluations": self.told("v", lambda: {"conclusion": "c", "auteur": self.somebody()}),
            "avis": self.told("a", lambda: {"conclusion": "c", "auteur": self.somebody()}),
            "cercle": self.circle(),
            "consentements": [self.consent() for _ in range(self.chance.randint(0, 7))],
            "plan": [self.answer(rank) for rank in range(self.chance.randint(0, 6))],
        }

    def actor(self, name: str) -> dict[str, Any]:
        team = self.chance.choice([None, None, *(one for one in self.people if one != name)])
        return {"id": name, "nom": name, "type": self.chance.choice(["proche", "sante"]), "equipe": team}

    def somebody(self) -> str:
        return self.chance.choice([*self.people, "elle"])

    def author(self, key: str) -> dict[str, Any]:
        return {key: self.somebody()} if self.chance.random() < 0.6 else {}

    def areas(self) -> list[str]:
        return self.chance.choice([["tous"], self.chance.sample(AREAS, self.chance.randint(1, 3))])

    def day(self, last: date = TODAY) -> date:
        return FIRST + timedelta(days=self.chance.randint(0, (last - FIRST).days))

    def date(self, last: date = TODAY) -> str:
        """A date to the day, to the month, or somewhere between two days; often about today."""
        day = TODAY if self.chance.random() < 0.15 else self.day(last)
        later = day + timedelta(days=self.chance.randint(0, 300))
        return self.chance.choice([day.isoformat(), day.isoformat()[:7], f"{day}/{later}"])

    def told(self, letter: str, facts: Any) -> list[dict[str, Any]]:
        rows = []
        for rank in range(self.chance.randint(1, 5)):
            when = self.date()
            precision = "intervalle" if "/" in when else {7: "mois", 10: "jour"}[len(when)]
            area = {"domaine": self.chance.choice(AREAS)} if self.chance.random() < 0.8 else {}
            rows.append({"id": f"{letter}{rank}", "date": when, "precision": precision, **area, **facts()})
        return sorted(rows, key=lambda row: f"{row['date'][:10]}-01"[:10])

    def circle(self) -> list[dict[str, Any]]:
        rows = []
        far = TODAY + timedelta(days=400)
        for _ in range(self.chance.randint(1, 8)):
            since, until = sorted([self.day(far), self.day(far)])
            written = self.chance.choice([None, f"{since}", f"{since}"[:7], str(since.year), f"{TODAY}"])
            end = self.chance.choice([None, None, f"{until}/{until + timedelta(days=90)}", f"{until}"])
            row = {
                "acteur": self.somebody(),
                "role": self.chance.choice(["intervention", "proche", "coordination"]),
                "referent": False,
                "du": written,
                "au": None if written == f"{TODAY}" else end,
                "base": "loi",
            }
            rows.append(row | ({"domaines": self.areas()} if self.chance.random() < 0.6 else {}))
        leading = self.chance.choice([None, *rows])
        if leading is not None:
            leading.update(role="coordination", referent=True)
        return rows

    def answer(self, rank: int) -> dict[str, Any]:
        """A line of the plan, of which much may not be said."""
        maybe = {
            "quantite": self.chance.choice([0, 1, 10, 2.5, self.chance.randint(1, 9999) / 100]),
            "cout_unitaire": self.chance.choice([0, 16.13, 55, self.chance.randint(1, 99999) / 100]),
            "financeur": self.somebody(),
            "reponse_personne": self.chance.choice(["accepte", "amende", "refuse", "non_retenu"]),
            "evenement": "e0",
        }
        return {
            "id": f"l{rank}",
            "objectif": self.chance.choice(["sortir", "dormir (1.2.1.1)", "voir du monde"]),
            "prestation": f"réponse {rank}",
            "prestataire": self.chance.choice([None, self.somebody()]),
            "droit_commun": self.chance.choice([True, False, None]),
            **{key: value for key, value in maybe.items() if self.chance.random() < 0.7},
        }

    def consent(self) -> dict[str, Any]:
        return {
            "acteur": self.chance.choice(self.people),
            "domaines": self.areas(),
            "sens": self.chance.choice(["accord", "accord", "refus", "retrait"]),
            "date": self.date(TODAY + timedelta(days=60)),
        }
