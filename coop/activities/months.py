"""A month as a wall calendar shows it: whole weeks from Monday, the neighbours' days at both ends."""

from calendar import Calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any


@dataclass(slots=True)
class Day:
    """One square. ``is_outside`` is a day of a neighbouring month."""

    date: date
    is_outside: bool
    is_today: bool
    is_holiday: bool = False
    events: list[Any] = field(default_factory=list)


def parse_month(text: str, default: date) -> date:
    """``2026-11`` as its first day; anything else, and years outside 2000–2100, is the month of ``default``."""
    try:
        year, month = (int(part) for part in text.split("-"))
        found = date(year, month, 1)
    except ValueError:
        return default.replace(day=1)
    return found if 2000 <= year <= 2100 else default.replace(day=1)


def neighbour(first: date, *, months: int) -> date:
    """The first day of the month before (-1) or after (+1)."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def month_grid(first: date, today: date) -> list[list[Day]]:
    """Four to six weeks of seven days that hold the month."""
    weeks = Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    return [[Day(day, day.month != first.month, day == today) for day in week] for week in weeks]


def fill_grid(
    weeks: Sequence[Sequence[Day]],
    things: Sequence[Any],
    *,
    span: Callable[[Any], tuple[date, date]],
    show: Callable[[Any, date], Any],
) -> None:
    """Put each thing on every day from its first to its last, as far as the grid reaches."""
    days = {day.date: day for week in weeks for day in week}
    for thing in things:
        on, until = span(thing)
        on = max(on, min(days))
        while on <= min(until, max(days)):
            days[on].events.append(show(thing, on))
            on += timedelta(days=1)
