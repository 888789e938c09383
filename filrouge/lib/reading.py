"""What one page asks several times is asked once, as long as it is only read."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """While a page is read and nothing written: the same question gets the answer that it got first.

    Whoever acts asks anew each time: what an act changes must count for what follows it.
    """
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def is_reading() -> bool:
    """Whether a page is being read: what is asked now may be answered by what was asked before."""
    return _kept.get() is not None


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to `question`: the one that this reading got already, or what `ask` gives now.

    Outside a reading `ask` is called each time. An exception is not kept.
    """
    kept = _kept.get()
    if kept is None:
        return ask()
    if question not in kept:
        kept[question] = ask()
    answer: Answer = kept[question]
    return answer
