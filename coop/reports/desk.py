"""The order of the 工作台: what is due first stands first, what has no day stands after it, oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

COMING = "coming"
OF_OTHERS = ("partnership", "activity")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: for the reader, for others (``OF_OTHERS``), or for its day (``COMING``).

    ``kind`` chooses its row and button; ``due_on`` is the last day that does, if there is one."""

    kind: str
    subject: Any
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where its records stand (Z24)."""

    label: str
    count: int
    url: str


def in_order(things: Iterable[Waiting]) -> list[Waiting]:
    return sorted(things, key=lambda thing: (thing.due_on is None, thing.due_on or date.max))


def earliest(things: Iterable[Waiting]) -> date | None:
    return min((thing.due_on for thing in things if thing.due_on), default=None)


def greeting(hour: int) -> str:
    """The part of the day, by the clock where people meet."""
    if hour < 6 or hour >= 22:
        return "night"
    if hour < 12:
        return "morning"
    return "afternoon" if hour < 18 else "evening"
