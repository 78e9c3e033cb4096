"""E10: the calendar shows each thing on its days as clocks in China count them, by whose it is, and never what is not shared."""

import re
from datetime import date, datetime

import pytest
from flask import Flask

from coop.activities.actions import cancel_activity, postpone_activity, register_member
from coop.core.clock import at_place
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make
from tests.activities.making import acting, own, proposed, redate, scheduled
from tests.cast import Cast, Person

CELL = re.compile(r"<td class=\"([^\"]*)\">(.*?)</td>", re.DOTALL)
EVENT = re.compile(r"<a class=\"(event[^\"]*)\"[^>]*>([^<]*)</a>")
LEAP = date(2028, 2, 29)


def page(app: Flask, person: Person, **query: str | int) -> str:
    answer = person.visit(app).get("/calendar", query_string=query)
    assert answer.status_code == 200
    return answer.text


def month(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each square of the grid: its classes, its number, and the class and words of what stands on it."""
    squares = []
    for classes, inside in CELL.findall(text):
        number = re.search(r"day-no\"[^>]*>(\d+)<", inside)
        events = [(kind, " ".join(words.split())) for kind, words in EVENT.findall(inside)]
        squares.append((classes, number.group(1) if number else "", events))
    return squares


def standing(text: str) -> dict[str, list[str]]:
    """Day of this month → what stands on it."""
    return {
        number: [words for _, words in events]
        for classes, number, events in month(text)
        if events and "outside" not in classes
    }


def on(day: date, hour: int = 14, minute: int = 0) -> datetime:
    return at_place(day, hour, minute)


def dated(cast: Cast, starts_at: datetime, hours: float = 2, **changes: object) -> int:
    """A scheduled activity of Ana's and Chen's that stands at this date."""
    number = scheduled(cast, **changes)
    redate(number, starts_at, hours=hours)
    return number


def test_a_leap_day_is_a_square_of_its_own(app: Flask, cast: Cast):
    dated(cast, on(LEAP), title="闰日学习")
    assert standing(page(app, cast.ben, month="2028-02")) == {"29": ["14:00 闰日学习"]}
    assert "闰日学习" not in page(app, cast.ben, month="2027-02")


@pytest.mark.parametrize(
    ("starts", "hours", "squares"),
    [
        (on(date(2028, 3, 1), 0, 0), 2, {"1": ["00:00 夜学"]}),
        (on(date(2028, 3, 31), 23, 59), 2, {"31": ["23:59 夜学"]}),
        (on(date(2028, 3, 10), 22), 2, {"10": ["22:00 夜学"]}),
        (on(date(2028, 3, 10), 22), 2.02, {"10": ["22:00 夜学"], "11": ["夜学"]}),
        (on(date(2028, 2, 29), 20), 30, {"1": ["夜学"], "2": ["夜学"]}),
        (on(date(2028, 3, 30), 8), 72, {"30": ["08:00 夜学"], "31": ["夜学"]}),
    ],
)
def test_midnight_is_chinas_and_the_clock_stands_on_the_first_day_alone(
    app: Flask, cast: Cast, starts: datetime, hours: float, squares: dict[str, list[str]]
):
    """00:00 on 1 March in China is 16:00 on 29 February in UTC: it is March's all the same."""
    dated(cast, starts, hours, title="夜学")
    text = page(app, cast.ben, month="2028-03")
    assert standing(text) == squares
    assert "夜学" in page(app, cast.ben, month="2028-03", view="list")


def test_what_ends_at_midnight_is_not_the_next_months(app: Flask, cast: Cast):
    dated(cast, on(date(2028, 3, 31), 22), 2, title="跨月")
    text = page(app, cast.ben, month="2028-04", view="list")
    assert "跨月" not in text


def test_a_thing_of_a_whole_month_stands_on_every_day_of_it(app: Flask, cast: Cast):
    dated(cast, on(date(2028, 3, 1), 0), 31 * 24, title="整月行动")
    assert len(standing(page(app, cast.ben, month="2028-03"))) == 31
    assert standing(page(app, cast.ben, month="2028-04")) == {}


def test_each_days_link_leads_to_where_the_day_is_told(app: Flask, cast: Cast):
    """A later day to the first's row, a neighbour's day to the neighbour's page: never to an address that is not there."""
    dated(cast, on(date(2028, 3, 14)), 30, title="两天的培训")
    dated(cast, on(date(2028, 4, 1)), title="下月第一天")
    text = page(app, cast.ben, month="2028-03")
    links = re.findall(r"class=\"day-no\" href=\"([^\"]+)\"", text)
    assert links[:2] == ["#day-2028-03-14", "#day-2028-03-14"] and len(links) == 3
    for link in links:
        address, _, anchor = link.replace("&amp;", "&").partition("#")
        target = cast.ben.visit(app).get(address).text if address else text
        assert f'id="{anchor}"' in target, link


def test_the_chips_narrow_to_whose_it_is(app: Flask, cast: Cast):
    day = on(date(2028, 3, 8))
    dated(cast, day, title="共建的")
    for title, shown_to in (("本支部的", "hosts"), ("全单位的", "unit")):
        redate(own(cast, title=title, shown_to=shown_to), day)
    with everything("test", quiet=True):
        made = make.member(db.session().get_one(type(cast.second), cast.second.id), "二支部成员")
        make.save()
        neighbour = Person(made.id, made.name)

    def seen(person: Person, scope: str) -> set[str]:
        found = standing(page(app, person, month="2028-03", scope=scope)).get("8", [])
        return {words.split()[1] for words in found}

    assert {scope: seen(cast.ben, scope) for scope in ("mine", "branch", "partnership", "unit")} == {
        "mine": {"共建的", "本支部的", "全单位的"}, "branch": {"共建的", "本支部的", "全单位的"}, "partnership": {"共建的"},
        "unit": {"共建的", "本支部的", "全单位的"},
    }  # fmt: skip
    assert {scope: seen(neighbour, scope) for scope in ("mine", "branch", "partnership", "unit")} == {
        "mine": set(), "branch": set(), "partnership": set(), "unit": {"全单位的"},
    }  # fmt: skip
    assert {scope: seen(cast.chen, scope) for scope in ("mine", "branch", "partnership", "unit")} == {
        "mine": {"共建的"}, "branch": {"共建的"}, "partnership": {"共建的"}, "unit": {"共建的"},
    }  # fmt: skip


def test_one_partnerships_calendar_is_its_parties_alone(app: Flask, cast: Cast):
    day = on(date(2028, 3, 8))
    dated(cast, day, title="共建的")
    redate(own(cast, title="本支部的"), day)
    text = page(app, cast.ben, month="2028-03", partnership=cast.pact.id)
    assert standing(text) == {"8": ["14:00 共建的"]}
    assert f"partnership={cast.pact.id}" in re.search(r"<a href=\"([^\"]+)\" rel=\"prev\"", text).group(1)
    for person in (cast.dara, cast.bella, cast.otto):
        answer = person.visit(app).get(f"/calendar?partnership={cast.pact.id}")
        assert answer.status_code == 404, person.name


def test_a_proposal_stands_on_its_officers_calendars_and_a_draft_on_nobodys(app: Flask, cast: Cast):
    day = on(date(2028, 3, 8))
    redate(proposed(cast, title="待确认的"), day)
    redate(proposed(cast, title="草稿的", is_proposed=False), day)
    for person in (cast.ana, cast.chen, cast.cleo):
        assert standing(page(app, person, month="2028-03")) == {"8": ["14:00 待确认的"]}, person.name
    assert standing(page(app, cast.ben, month="2028-03")) == {}


def test_what_is_off_and_what_is_open_look_different(app: Flask, cast: Cast):
    day = on(date(2028, 3, 8))
    off, open_ended, on_time = (scheduled(cast, title=title) for title in ("取消的", "延期的", "照常的"))
    with acting(cast.ana, off) as (activity, by):
        cancel_activity(activity, "台风", by=by)
    with acting(cast.ana, open_ended) as (activity, by):
        postpone_activity(activity, "另定", by=by)
    for number in (off, open_ended, on_time):
        redate(number, day)
    (events,) = [events for _, _, events in month(page(app, cast.ben, month="2028-03")) if events]
    assert {words.split()[1]: kind for kind, words in events} == {
        "取消的": "event event-off", "延期的": "event event-maybe", "照常的": "event event-other",
    }  # fmt: skip


def test_whoever_registered_finds_it_among_their_own(app: Flask, cast: Cast):
    """Mine is what my branches host and what I go to."""
    number = scheduled(cast)
    with acting(cast.ben, number) as (activity, by):
        register_member(activity, {}, by=by)
    redate(number, on(date(2028, 3, 8)))
    assert list(standing(page(app, cast.ben, month="2028-03", scope="mine"))) == ["8"]


@pytest.mark.parametrize(
    "query", ["month=2028-13", "month=x", "month=1999-01", "scope=alles", "view=x", "partnership=x"]
)
def test_an_address_that_means_nothing_is_the_calendar_of_this_month(app: Flask, cast: Cast, query: str):
    answer = cast.ben.visit(app).get(f"/calendar?{query}")
    assert answer.status_code == 200 and 'aria-current="date"' in answer.text


@pytest.mark.parametrize("query", [f"partnership={10**30}", "partnership=99999", "partnership=-1"])
def test_a_partnership_that_is_none_is_not_found(app: Flask, cast: Cast, query: str):
    assert cast.ben.visit(app).get(f"/calendar?{query}").status_code == 404


def test_the_ways_lead_one_month_back_and_on_and_keep_what_is_looked_at(app: Flask, cast: Cast):
    text = page(app, cast.ben, month="2028-01", scope="unit", view="list").replace("&amp;", "&")
    before, after = (re.search(rf"href=\"([^\"]+)\" rel=\"{rel}\"", text).group(1) for rel in ("prev", "next"))
    assert "month=2027-12" in before and "month=2028-02" in after
    for way in (before, after):
        assert "scope=unit" in way and "view=list" in way
