"""Query budgets: a literal number for each page, the same with one row, with three and with thirty."""

from flask import Flask

from coop.activities.actions import register_member, take_duty
from tests.activities.making import acting, own, proposed, redate, scheduled, soon
from tests.budget import FRAME, statements
from tests.cast import Cast, Person

#: On a page: the activity with its hosts, the reader's places, who took on what.
LIST, PART, PAGE, REGISTRATIONS = FRAME + 2, 5, FRAME + 3, FRAME + 2


def cost(app: Flask, person: Person, url: str) -> int:
    """Statements of the second look: the first one computes the person's scope."""
    browser = person.visit(app)
    browser.get(url)
    with statements() as sent:
        assert browser.get(url).status_code == 200
    assert not any("JOIN (" in statement for statement in sent), "SQLite writes out whole what stands in brackets"
    return len(sent)


def test_lists_cost_the_same_with_one_row_with_three_and_with_thirty(app: Flask, cast: Cast):
    """Upcoming, past and proposed ones, the calendar as a grid and as a list, and the part in a partnership's space."""
    month = soon().strftime("%Y-%m")
    part = f"/activities/part?partnership={cast.pact.id}"
    lists = [
        "/activities", "/activities?show=mine", "/activities?show=past", "/activities?show=proposed&kind=theme_day",
        f"/calendar?month={month}", f"/calendar?scope=unit&view=list&month={month}",
    ]  # fmt: skip
    for more in (1, 2, 27):
        for _ in range(more):
            numbers = scheduled(cast), scheduled(cast), proposed(cast)
            redate(numbers[1], soon(-3))
        costs = {path: cost(app, cast.ana, path) for path in (*lists, part)}
        assert costs == dict.fromkeys(lists, LIST) | {part: PART}


def test_a_page_costs_the_same_for_the_first_and_the_third_who_registers(app: Flask, cast: Cast):
    number = scheduled(cast, duties={"host": 2, "photos": 2})
    url = f"/activities/{number}"
    before = cost(app, cast.ben, url)
    for person in (cast.ana, cast.chen, cast.cleo):
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)
            take_duty(activity, "host" if person is cast.ana else "photos", by=by)
    assert cost(app, cast.ben, url) == before == PAGE
    listed = cost(app, cast.ana, f"{url}/registrations")
    with acting(cast.ben, number) as (activity, by):
        register_member(activity, {}, by=by)
    assert cost(app, cast.ana, f"{url}/registrations") == listed == REGISTRATIONS


def test_a_page_costs_the_same_with_one_host_and_with_two(app: Flask, cast: Cast):
    alone, together = own(cast), scheduled(cast)
    costs = [cost(app, cast.ben, f"/activities/{number}") for number in (alone, together)]
    assert costs == [FRAME + 2, FRAME + 2]
