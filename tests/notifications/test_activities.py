"""Of an activity hear those who may know of it: members once its date stands, officers of the hosts asked before, nobody else."""

import pytest

from coop.activities.actions import cancel_activity, move_activity, register_member, withdraw_registration
from coop.core import outbox
from coop.core.scope import entering
from coop.partnerships.actions import leave_partnership
from tests.activities.making import (
    acting,
    answer,
    is_seen_by,
    members,
    party_of,
    proposed,
    scheduled,
    soon,
    three_sided,
)
from tests.cast import Cast, Person
from tests.notifications.test_telling import heard

TITLE = "冬季安全生产联合排查"


@pytest.fixture
def everybody(cast: Cast) -> list[Person]:
    return [cast.ana, cast.ben, cast.bella, cast.chen, cast.cleo, cast.dara, cast.eve, cast.nora, cast.otto]


def told(people: list[Person], word: str) -> set[str]:
    """Who of them heard a sentence with this word in it."""
    outbox.drain()
    return {person.name for person in people if any(word in line for line in heard(person))}


def move(person: Person, number: int) -> None:
    with acting(person, number) as (activity, by):
        move_activity(activity, soon(12), soon(12, 16), "南港", "会议室占用", by=by)


def cancel(person: Person, number: int) -> None:
    with acting(person, number) as (activity, by):
        cancel_activity(activity, "改到明年", by=by)


def test_a_proposal_that_moves_is_told_to_officers_and_to_no_member(cast: Cast, everybody: list[Person]):
    """Promise 1: members do not know of the plan, hence not its title in a notification either."""
    move(cast.ana, proposed(cast))
    assert told(everybody, "会议室占用") == {cast.chen.name, cast.cleo.name}
    assert not any(TITLE in line for line in heard(cast.ben))


def test_a_date_that_stands_and_moves_is_told_to_members_of_all_hosts(cast: Cast, everybody: list[Person]):
    move(cast.ana, scheduled(cast))
    assert told(everybody, "会议室占用") == {cast.ben.name, cast.chen.name, cast.cleo.name}


def test_a_draft_called_off_is_told_to_nobody_who_was_never_asked(cast: Cast, everybody: list[Person]):
    cancel(cast.ana, proposed(cast, is_proposed=False))
    assert told(everybody, TITLE) == set()


def test_a_proposal_called_off_is_told_to_the_officers_asked(cast: Cast, everybody: list[Person]):
    cancel(cast.ana, proposed(cast))
    assert told(everybody, "改到明年") == {cast.chen.name, cast.cleo.name}


def test_whose_branch_left_hears_that_the_place_is_gone(cast: Cast, everybody: list[Person]):
    three_sided(cast)
    number = scheduled(cast)
    with acting(cast.cleo, number) as (activity, by):
        register_member(activity, {}, by=by)
    scope = cast.chen.scope
    with entering(scope):
        leave_partnership(party_of(cast, cast.port), "合并", by=scope)
    assert told(everybody, "报名已取消") == {cast.cleo.name}


def test_nobody_moves_up_to_what_will_not_be(cast: Cast):
    first, second = members(cast.third, 2)
    number = scheduled(cast, quotas={cast.third.id: 1})
    for person in (first, second):
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)
    cancel(cast.ana, number)
    with acting(first, number) as (activity, by), pytest.raises(Exception, match="已经结束或取消"):
        withdraw_registration(activity, by=by)
    assert told([second], "空位") == set()


def test_an_answer_is_told_to_those_who_host_it_and_to_the_branch_in_whose_name_it_is(cast: Cast, everybody: list[Person]):
    three_sided(cast)
    number = proposed(cast, quotas={cast.second.id: None})
    answer(cast.chen, cast.port, number, why="那天检修")
    assert told(everybody, "那天检修") == {cast.ana.name, cast.bella.name, cast.cleo.name}
    answer(cast.bella, cast.second, number)
    assert told(everybody, "确认了") == {cast.ana.name}, "who declined is left alone"


@pytest.mark.parametrize(("why", "word"), [("", "确认了"), ("人手不够", "人手不够")])
def test_who_left_hears_of_no_answer_to_what_they_cannot_open(cast: Cast, everybody: list[Person], why: str, word: str):
    three_sided(cast)
    number = proposed(cast, quotas={cast.second.id: None})
    with entering(cast.chen.scope) as scope:
        leave_partnership(party_of(cast, cast.port), "合并", by=scope)
    outbox.drain()
    assert not is_seen_by(cast.chen, number)
    answer(cast.bella, cast.second, number, why=why)
    assert told(everybody, word) == {cast.ana.name}


def test_who_answered_no_hears_nothing_more_of_the_plan(cast: Cast, everybody: list[Person]):
    three_sided(cast)
    number = proposed(cast, quotas={cast.second.id: None})
    answer(cast.bella, cast.second, number, why="人手不够")
    move(cast.ana, number)
    assert told(everybody, "会议室占用") == {cast.chen.name, cast.cleo.name}
