"""Activities as a calendar program reads them: RFC 5545, with the zone that everybody here lives in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

ZONE = "Asia/Shanghai"
STATUS = {"postponed": "TENTATIVE", "cancelled": "CANCELLED", "proposed": "TENTATIVE", "draft": "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity as values. ``sequence`` grows with every change; ``uid`` never changes and is nobody else's.

    It names no host, as RFC 7986, 5.3 asks: the same activity read under two addresses of ours is one in a calendar.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    state: str
    place: str = ""
    about: str = ""
    url: str = ""


def calendar_of(entries: Iterable[Entry], *, name: str) -> bytes:
    """The bytes of one calendar; a subscriber asks again every hour."""
    calendar = Calendar()
    calendar.add("prodid", "-//Coop//Activities//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _zone() -> Timezone:
    """China keeps one time all year round since 1991."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 -- the RFC asks for local time here
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts_at.astimezone(ZoneInfo(ZONE)))
    event.add("dtend", entry.ends_at.astimezone(ZoneInfo(ZONE)))
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("status", STATUS.get(entry.state, "CONFIRMED"))
    event.add("transp", "TRANSPARENT" if entry.state in ("cancelled", "postponed") else "OPAQUE")
    for name, text in (("location", entry.place), ("description", entry.about), ("url", entry.url)):
        if text:
            event.add(name, text)
    return event
