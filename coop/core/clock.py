"""The one place that reads the time: instants are aware and in UTC, days are those of the place where people meet."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return datetime.now(UTC)


def after(**span: float) -> datetime:
    """The instant that lies ``timedelta(**span)`` from now; negative values lie in the past."""
    return now() + timedelta(**span)


def local(instant: datetime) -> datetime:
    """The same instant as clocks in China show it."""
    return instant.astimezone(CHINA)


def today() -> date:
    return local(now()).date()


def at_place(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The instant at which clocks where people meet show this day and time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA).astimezone(UTC)
