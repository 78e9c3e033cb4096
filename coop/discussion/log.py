"""How a stretch of messages is laid out: a line for each new day, one head for what a person says in one go, where new begins."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from coop.discussion.linking import Piece, pieces

IN_ONE_GO = timedelta(minutes=5)
FIXED = attrgetter("seq", "id", "sender_id", "client_id", "branch_id", "sender_name", "sender_line", "at")


@dataclass(frozen=True, slots=True)
class Line:
    """One message as the page shows it. ``day`` is set where a day begins, ``follows`` where the head is not repeated.

    ``fixed`` is what of the message never changes: who said it when, under which numbers."""

    message: Any
    fixed: tuple[Any, ...]
    day: date | None
    is_first_new: bool
    follows: bool
    pieces: list[Piece]


def lay_out(messages: Iterable[Any], *, read: int | None, me: int, day_of: Callable[[datetime], date]) -> list[Line]:
    """``read`` is the last number that the reader has seen, None where they have never been here: then nothing is marked new."""
    lines: list[Line] = []
    before, today = None, None
    is_new_marked = read is None
    for message in messages:
        day = day_of(message.at)
        starts_day, today = day != today, day
        first_new = not is_new_marked and message.seq > (read or 0) and message.sender_id != me
        is_new_marked = is_new_marked or first_new
        follows = not (starts_day or first_new) and goes_on(before, message)
        names = [name["name"] for name in message.mentions]
        cut = pieces(message.text, names) if message.is_shown else []
        lines.append(Line(message, FIXED(message), day if starts_day else None, first_new, follows, cut))
        before = message
    return lines


def goes_on(before: Any, message: Any) -> bool:
    """The same person for the same branch within five minutes, nothing taken away between."""
    same = (before.sender_id, before.sender_line) == (message.sender_id, message.sender_line)
    return same and before.is_shown and message.is_shown and message.at - before.at < IN_ONE_GO
