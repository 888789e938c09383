"""What the person asks for from their space, and the answer; and the account that opens it."""

from datetime import datetime, timedelta

from filrouge.accounts.models import User
from filrouge.exchange.population.staff import Worker
from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.parcours.choices import WishKind, WishState
from filrouge.parcours.models import Wish

# Grown-ups who come in by themselves, in so many; an answer comes within two weeks, or is awaited.
COMES_IN = 0.22
STATES = {
    WishState.RECEIVED: 0.4, WishState.ANSWERED: 0.3, WishState.DONE: 0.2, WishState.NOT_POSSIBLE: 0.1
}  # fmt: skip


def ask(teller: Teller) -> None:
    """Some people have an account, and asked for something with it."""
    record, dice = teller.record, teller.dice
    if record.profile.is_child(teller.end) or not dice.chance(COMES_IN):
        return
    opened = record.noted(max(record.begun, teller.end - timedelta(days=dice.between(20, 200))))
    account = Worker(_account(teller, opened), None, "")
    record.journal("parcours.account_tied", opened, record.named["person"])
    for _ in range(dice.between(0, 2)):
        days = dice.between(0, min(60, (record.today - opened.date()).days - 1))
        at = max(opened + timedelta(minutes=20), dice.moment(record.yesterday - timedelta(days=days)))
        _wish(teller, account, at)


def _account(teller: Teller, at: datetime) -> User:
    record = teller.record
    key = teller.dice.key(at)
    user: User = record.add(
        User(
            id=key,
            email=f"personne{key.hex[-12:]}@exemple.fr",
            name=record.person.usual_name,
            kind=User.Kind.PERSON,
            joined_at=at,
            password="!",  # noqa: S106  # no password opens it
        )
    )
    record.person.account = user
    return user


def _wish(teller: Teller, account: Worker, at: datetime) -> None:
    record, dice = teller.record, teller.dice
    told = dice.pick(bank("hands")["wishes"])
    state = dice.weighted(STATES)
    answered = at + timedelta(days=dice.between(0, 14), hours=2)
    if answered.date() >= record.today:
        state = WishState.RECEIVED
    is_contact = state == WishState.RECEIVED and dice.chance(0.1)
    wish = Wish(
        id=dice.key(at),
        parcours=record.parcours,
        kind=WishKind.CONTACT if is_contact else WishKind.SOMETHING,
        text="" if is_contact else told["ask"],
        asked_by=account.user,
        asked_at=at,
    )
    record.journal("parcours.wish_asked", at, record.add(wish), by=account)
    if state == WishState.RECEIVED:
        return
    wish.state, wish.version = state, 2
    wish.answer = told.get(state, "")
    wish.answered_by, wish.answered_at = record.coordinator.user, answered
    record.journal("parcours.wish_answered", answered, wish)
