"""What a calendar program reads: RFC 5545 folds, escapes, zones, and the numbers by which it knows an older copy."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from coop.activities.ics import Entry, calendar_of

ENTRY = Entry(
    uid="abc", sequence=2, title="冬季安全生产联合排查", starts_at=datetime(2026, 11, 27, 6, tzinfo=UTC),
    ends_at=datetime(2026, 11, 27, 8, 30, tzinfo=UTC), changed_at=datetime(2026, 11, 20, 1, tzinfo=UTC), state="scheduled",
    place="3 号库", about="带安全帽；穿劳保鞋，\n当面写清单",
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300).map(str.strip).filter(bool)


def read(*entries: Entry):
    return Calendar.from_ical(calendar_of(entries, name="互联共建活动"))


def only(entry: Entry):
    return read(entry).walk("VEVENT")[0]


def test_an_event_keeps_its_name_and_says_when_in_chinas_zone():
    event = only(ENTRY)
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == ("abc", 2, "CONFIRMED")
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["DTSTART"].dt.isoformat() == "2026-11-27T14:00:00+08:00"
    assert event["DTEND"].dt == ENTRY.ends_at
    zone = read(ENTRY).walk("VTIMEZONE")[0]
    assert str(zone["TZID"]) == "Asia/Shanghai"
    assert zone.walk("STANDARD")[0]["TZOFFSETTO"].td.total_seconds() == 8 * 3600


def test_what_is_off_is_struck_out_and_what_has_no_date_is_tentative():
    assert str(only(replace(ENTRY, state="cancelled"))["STATUS"]) == "CANCELLED"
    assert str(only(replace(ENTRY, state="postponed"))["STATUS"]) == "TENTATIVE"
    assert str(only(replace(ENTRY, state="held"))["STATUS"]) == "CONFIRMED"


@given(TEXT, TEXT)
def test_any_text_comes_back_as_it_was_and_no_line_is_longer_than_75_octets(title: str, about: str):
    entry = replace(ENTRY, title=title, about=about)
    assert str(only(entry)["SUMMARY"]) == title
    assert str(only(entry)["DESCRIPTION"]) == about
    for line in calendar_of([entry], name="活动").split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # folded between characters, never within one


def test_nobody_writes_a_property_of_their_own_into_a_calendar():
    event = only(replace(ENTRY, title="x\r\nATTACH:http://evil.example/", place="y\nSTATUS:CANCELLED"))
    assert "ATTACH" not in event and str(event["STATUS"]) == "CONFIRMED"


def test_an_empty_calendar_is_a_calendar():
    assert read().walk("VEVENT") == []
    assert str(read()["X-WR-CALNAME"]) == "互联共建活动"
