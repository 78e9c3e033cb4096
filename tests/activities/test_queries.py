"""What other pages ask of activities: what comes next, what waits, what one is registered for; each only the asker's own."""

import pytest

from coop.activities.actions import cancel_activity, postpone_activity, register_member
from coop.activities.queries import (
    activities_of_partnership,
    get_activity,
    matters_of,
    page_of_activities,
    registrations_of,
)
from coop.core.errors import NotFound
from coop.core.scope import entering
from tests.activities.making import acting, own, proposed, scheduled, soon
from tests.cast import Cast, Person


def asked(person: Person, question, *args, **kwargs) -> list[int]:
    """The numbers that ``question`` answers this person with."""
    scope = person.scope
    with entering(scope):
        return [row.id for row in question(scope, *args, **kwargs)]


def matters(person: Person, kind: str) -> list[int]:
    scope = person.scope
    with entering(scope):
        return [row.id for row in matters_of(scope) if row.kind == kind]


def test_what_comes_next_is_in_order_and_without_what_is_off_or_has_no_date(cast: Cast):
    later, sooner = scheduled(cast, starts_at=soon(9)), own(cast, starts_at=soon(2), ends_at=soon(2, 16))
    off, open_ended = scheduled(cast), scheduled(cast)
    with acting(cast.ana, off) as (activity, by):
        cancel_activity(activity, "台风", by=by)
    with acting(cast.ana, open_ended) as (activity, by):
        postpone_activity(activity, "另定", by=by)
    assert matters(cast.ben, "coming") == [sooner, later]
    assert matters(cast.chen, "coming") == [later]
    for person in (cast.dara, cast.bella, cast.eve):
        assert matters(person, "coming") == []


def test_a_proposal_waits_for_the_secretary_asked_and_for_nobody_else(cast: Cast):
    number = proposed(cast)
    assert matters(cast.chen, "proposal") == [number]
    for person in (cast.ana, cast.ben, cast.cleo, cast.eve, cast.dara, cast.otto):
        assert matters(person, "proposal") == []


def test_one_s_own_registrations_are_one_s_own(cast: Cast):
    number = scheduled(cast)
    for person in (cast.ben, cast.chen):
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)
    scope = cast.ben.scope
    with entering(scope):
        (place,) = registrations_of(scope)
        assert (place.user_id, place.activity.id) == (cast.ben.id, number)
    assert asked(cast.ana, registrations_of) == []


def test_a_list_reads_on_by_its_cursor_without_a_row_lost_or_doubled(cast: Cast):
    """Five on one instant: the number decides."""
    numbers = [scheduled(cast) for _ in range(5)]
    scope, seen, cursor = cast.ben.scope, [], None
    with entering(scope):
        for _ in range(3):
            page = page_of_activities(scope, show="upcoming", cursor=cursor, size=2)
            seen += [activity.id for activity in page.items]
            cursor = page.next_cursor
    assert seen == numbers and cursor is None


def test_a_kind_narrows_a_list_and_an_unknown_list_is_the_first(cast: Cast):
    lecture = scheduled(cast, kind="lecture")
    scheduled(cast)
    scope = cast.ben.scope
    with entering(scope):
        assert [row.id for row in page_of_activities(scope, show="upcoming", kind="lecture").items] == [lecture]
        assert page_of_activities(scope, show="past").items == []


def test_a_partnerships_activities_are_its_parties_alone(cast: Cast):
    number = scheduled(cast)
    own(cast)
    with entering(cast.chen.scope):
        assert [row.id for row in activities_of_partnership(cast.pact.id)] == [number]
    for person in (cast.dara, cast.bella):
        with entering(person.scope):
            assert activities_of_partnership(cast.pact.id) == []
            with pytest.raises(NotFound):
                get_activity(number)
