"""A month on the wall: whole weeks, every day once, things on each of their days and on no other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.activities.months import fill_grid, month_grid, neighbour, parse_month

MONTHS = st.dates(date(2000, 1, 1), date(2100, 12, 1)).map(lambda day: day.replace(day=1))


@given(MONTHS)
def test_a_grid_is_whole_weeks_from_monday_with_each_day_once(first: date):
    weeks = month_grid(first, first)
    days = [day.date for week in weeks for day in week]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert days[0].weekday() == 0 and len(days) % 7 == 0 and 28 <= len(days) <= 42
    inside = [day.date for week in weeks for day in week if not day.is_outside]
    assert inside[0] == first and inside[-1] + timedelta(days=1) == neighbour(first, months=1)


@given(MONTHS, st.integers(-50, 50), st.integers(0, 60))
def test_a_thing_stands_on_its_days_and_on_no_other(first: date, offset: int, lasts: int):
    on = first + timedelta(days=offset)
    until = on + timedelta(days=lasts)
    weeks = month_grid(first, first)
    fill_grid(weeks, ["x"], span=lambda _: (on, until), show=lambda thing, _: thing)
    for week in weeks:
        for day in week:
            assert day.events == (["x"] if on <= day.date <= until else [])


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "x-y", "1999-12", "9999-01", "2026-11-02", "-1-1"])
def test_an_address_that_names_no_month_is_this_month(text: str):
    assert parse_month(text, date(2026, 11, 20)) == date(2026, 11, 1)


def test_over_the_turn_of_the_year():
    assert neighbour(date(2026, 12, 1), months=1) == date(2027, 1, 1)
    assert neighbour(date(2026, 1, 1), months=-1) == date(2025, 12, 1)
    assert parse_month("2027-02", date(2026, 1, 1)) == date(2027, 2, 1)
