"""How many failures are borne and how long one then waits: five in a quarter of an hour, ten in a day (A-03, ASVS 6.3.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network


@dataclass(frozen=True, slots=True)
class Limit:
    """After ``failures`` within ``span`` nobody is heard until ``wait`` has passed since the last one."""

    failures: int
    span: timedelta
    wait: timedelta


LIMITS = (
    Limit(5, timedelta(minutes=15), timedelta(minutes=15)),
    Limit(10, timedelta(days=1), timedelta(hours=4)),
)
MEMORY = max(limit.span for limit in LIMITS)


def closed_until(failures: Iterable[datetime], at: datetime) -> datetime | None:
    """The instant from which one is heard again, or None if that is now."""
    times = sorted(failures)
    ends = [end for limit in LIMITS if (end := _end_of(limit, times)) and end > at]
    return max(ends, default=None)


def _end_of(limit: Limit, times: list[datetime]) -> datetime | None:
    """The latest end of a wait: each failure that was the limit's last within its span began one."""
    reached = [
        time for index, time in enumerate(times)
        if index + 1 >= limit.failures and time - times[index + 1 - limit.failures] <= limit.span
    ]  # fmt: skip
    return reached[-1] + limit.wait if reached else None


def neighbourhood(address: str | None) -> str:
    """An IPv4 address, or the /64 that one customer of an IPv6 network may move about in."""
    try:
        place = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(place, IPv6Address):
        if place.ipv4_mapped:
            return str(place.ipv4_mapped)
        return str(ip_network((place, 64), strict=False))
    return str(place)
