"""The timeline of a partnership: what is to come before what was done, each as far as the reader sees it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Flask

from coop.core.clock import now
from coop.reports.story import told
from tests.activities.making import proposed, scheduled, soon
from tests.cast import Cast, Person
from tests.library.writing import published, space


def plan(number: int, state: str, days: int, *branches: int) -> Any:
    hosts = [SimpleNamespace(branch_id=branch, has_declined=False) for branch in branches]
    at = now() + timedelta(days=days)
    return SimpleNamespace(id=number, state=state, starts_at=at, state_at=at, hosts=hosts)


def pact(*branches: int) -> Any:
    return SimpleNamespace(joined=[SimpleNamespace(branch_id=branch) for branch in branches])


def page(app: Flask, cast: Cast, person: Person) -> str:
    return person.visit(app).get(f"/partnerships/{cast.pact.id}").get_data(as_text=True)


def test_what_comes_stands_soonest_first_and_what_was_done_latest_first():
    plans = [plan(1, "scheduled", 9), plan(2, "held", -9), plan(3, "proposed", 2), plan(4, "cancelled", -1), plan(5, "draft", 1)]
    entry = SimpleNamespace(published_at=now() - timedelta(days=5))
    story = told(pact(), plans, [entry], [{"at": now() - timedelta(days=20)}])
    assert [each.id for each in story.coming] == [3, 1]
    assert [moment.kind for moment in story.done] == ["cancelled", "entry", "held", "deed"]


def test_a_party_is_counted_for_what_it_hosts_and_not_for_what_it_declined():
    shared, declined = plan(1, "held", -3, 1, 2), plan(2, "scheduled", 3, 1, 2)
    declined.hosts[1].has_declined = True
    sides = told(pact(1, 2), [shared, declined], [], []).sides
    assert [(side.held, side.coming) for side in sides] == [(1, 1), (1, 0)]


def test_the_space_tells_members_of_activities_and_entries_and_nobody_else(app: Flask, cast: Cast):
    scheduled(cast, starts_at=soon(3))
    published(cast, title="一张清单管到底", audiences=space(cast))
    for person in (cast.ana, cast.chen, cast.cleo):
        shown = page(app, cast, person)
        assert "接下来" in shown and "冬季安全生产联合排查" in shown
        assert "发布《一张清单管到底》" in shown
    stranger = cast.dara.visit(app).get(f"/partnerships/{cast.pact.id}")
    assert stranger.status_code == 404
    assert "冬季安全生产联合排查" not in stranger.get_data(as_text=True)


def test_what_officers_still_talk_over_is_not_on_a_members_timeline(app: Flask, cast: Cast):
    proposed(cast)
    assert "冬季安全生产联合排查" in page(app, cast, cast.chen)
    assert "冬季安全生产联合排查" not in page(app, cast, cast.ben)


def test_a_space_where_nothing_is_planned_says_the_next_step(app: Flask, cast: Cast):
    shown = page(app, cast, cast.ana)
    assert "还没有排下来的活动" in shown
    assert f"/activities/new?partnership={cast.pact.id}" in shown
