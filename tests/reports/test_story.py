"""The timeline of a partnership: what is to come before what was done, each as far as the reader sees it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coop.activities.models import Host
from coop.activities.queries import doings_of, figures_of
from coop.core.clock import now
from coop.core.scope import entering
from coop.extensions import db
from coop.reports.story import told
from tests.activities.making import proposed, scheduled, soon
from tests.cast import Cast, Person
from tests.library.writing import published, space


def doing(number: int, state: str, days: int, *branches: int) -> Any:
    at = now() + timedelta(days=days)
    return SimpleNamespace(id=number, state=state, starts_at=at, state_at=at, host_ids=",".join(map(str, branches)))


def pact(*branches: int) -> Any:
    """Every branch is of the unit whose name is its number, and two by two they share one."""
    parties = [
        SimpleNamespace(branch_id=branch, branch=SimpleNamespace(unit=SimpleNamespace(label=f"单位{branch // 2}")))
        for branch in branches
    ]
    return SimpleNamespace(joined=parties, parties=parties)


def page(app: Flask, cast: Cast, person: Person) -> str:
    return person.visit(app).get(f"/partnerships/{cast.pact.id}").get_data(as_text=True)


def test_what_comes_stands_soonest_first_and_what_was_done_latest_first():
    doings = [doing(1, "scheduled", 9), doing(2, "held", -9), doing(3, "proposed", 2), doing(4, "cancelled", -1)]
    entry = SimpleNamespace(published_at=now() - timedelta(days=5))
    story = told(pact(), doings, [], [entry], [{"at": now() - timedelta(days=20)}])
    assert [moment.subject.id for moment in story.coming] == [3, 1]
    assert [moment.kind for moment in story.done] == ["cancelled", "entry", "held", "deed"]


def test_each_unit_that_hosts_is_named_once_and_one_that_is_no_party_not_at_all():
    (moment,) = told(pact(2, 3, 4), [doing(1, "scheduled", 2, 4, 2, 3, 9)], [], [], []).coming
    assert moment.hosts == ("单位2", "单位1")
    (alone,) = told(pact(2), [doing(1, "held", -2)], [], [], []).done
    assert alone.hosts == ()


def test_a_party_is_counted_for_what_it_hosts_and_drafts_are_counted_for_nobody():
    counts = [(None, "held", 1), (None, "scheduled", 2), (None, "draft", 4), (1, "held", 1), (1, "archived", 2)]
    counts += [(1, "scheduled", 1), (1, "postponed", 1), (1, "cancelled", 9), (2, "draft", 3), (7, "held", 5)]
    story = told(pact(1, 2), [], counts, [], [])
    assert [(side.held, side.coming) for side in story.sides] == [(3, 2), (0, 0)]
    assert story.ahead == 2


def test_figures_count_every_activity_where_the_rows_are_a_few(cast: Cast):
    numbers = [scheduled(cast, starts_at=soon(3 + day)) for day in range(6)]
    for person, count in ((cast.ana, 6), (cast.dara, 0)):
        with entering(person.scope):
            few = doings_of(cast.pact.id, coming=4, over=15)
            counts = {(branch, state): many for branch, state, many in figures_of(cast.pact.id)}
        assert [row.id for row in few] == numbers[: min(count, 4)]
        assert counts.get((None, "scheduled"), 0) == counts.get((cast.port.id, "scheduled"), 0) == count


@pytest.mark.parametrize("answer", ["declined", "left"])
def test_a_host_that_is_none_any_more_is_neither_named_nor_counted(cast: Cast, answer: str):
    number = scheduled(cast)
    db.session().scalars(select(Host).where(Host.activity_id == number, Host.branch_id == cast.port.id)).one().state = answer
    db.session().commit()
    with entering(cast.ana.scope):
        (row,) = doings_of(cast.pact.id, coming=4, over=15)
        hosts = {branch for branch, _, _ in figures_of(cast.pact.id)}
    assert row.host_ids == str(cast.third.id) and hosts == {None, cast.third.id}


def test_a_long_timeline_names_the_next_four_and_says_how_many_there_are(app: Flask, cast: Cast):
    for day in range(6):
        scheduled(cast, title=f"第{day}次", starts_at=soon(3 + day))
    shown = page(app, cast, cast.ana)
    assert "第3次" in shown and "第4次" not in shown
    assert "接下来</h2><span class=\"muted figure\">6</span>" in shown and "0 / 6" in shown


def test_what_each_party_held_and_plans_is_read_out_as_activities(app: Flask, cast: Cast):
    scheduled(cast, starts_at=soon(3))
    shown = page(app, cast, cast.ana)
    assert 'aria-label="北方机械第三支部：已办 0，已排下来 1"' in shown
    assert "履行" not in shown and "逾期" not in shown


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
