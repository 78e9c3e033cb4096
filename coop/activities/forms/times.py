"""Days and clock times as typed, put together to instants at the place where people meet."""

from datetime import date, datetime, time

from coop.core.clock import at_place, local

EARLIEST = date(1970, 1, 1)


def instant(day: date, clock: time) -> datetime:
    """The instant at which clocks in China show it; a year before ours is as past as any, and no calendar ends at it."""
    return at_place(max(day, EARLIEST), clock.hour, clock.minute)


def from_local(typed: datetime | None) -> datetime | None:
    """What a date-and-time field holds says nothing of zones: it is meant as clocks here show it."""
    return instant(typed.date(), typed.time()) if typed else None


def to_local(kept: datetime | None) -> datetime | None:
    return local(kept).replace(tzinfo=None) if kept else None
