"""E2: a plan is its author's, then its hosts', then everybody's for whom it is meant, and nobody else's at any time."""

import pytest

from coop.activities.actions import confirm_hosting, decline_hosting, plan_activity, propose_activity
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.partnerships.models import Partnership
from tests import factories as make
from tests.activities.making import (
    acting,
    deeds_on,
    ground,
    host_of,
    is_seen_by,
    own,
    peek,
    plan,
    proposed,
    scheduled,
    soon,
)
from tests.cast import Cast, Person


def viewers(cast: Cast, number: int) -> set[str]:
    people = ("ana", "ben", "bella", "chen", "cleo", "dara", "eve", "nora", "otto")
    return {name for name in people if is_seen_by(getattr(cast, name), number)}


def test_a_draft_is_seen_by_its_own_officers_and_their_committee_alone(cast: Cast):
    assert viewers(cast, proposed(cast, is_proposed=False)) == {"ana", "eve"}


def test_a_proposal_is_seen_by_the_officers_asked_and_by_no_member(cast: Cast):
    assert viewers(cast, proposed(cast)) == {"ana", "eve", "chen", "cleo"}


def test_with_the_last_confirmation_the_date_stands_and_members_of_all_hosts_see_it(cast: Cast):
    number = scheduled(cast)
    activity = peek(number)
    assert (activity.state, activity.sequence, activity.audience) == ("scheduled", 0, f"partnership:{cast.pact.id}")
    assert {host.audience for host in activity.hosts} == {activity.audience}
    assert viewers(cast, number) == {"ana", "ben", "eve", "chen", "cleo"}
    assert deeds_on(number) == ["ActivityDrafted", "ActivityProposed", "HostConfirmed", "ActivityScheduled"]


@pytest.mark.parametrize("who", ["cleo", "ana"])
def test_a_clerk_and_the_proposer_cannot_confirm_for_the_other_side(cast: Cast, who: str):
    number = proposed(cast)
    host_id = host_of(number, cast.port).id
    with acting(getattr(cast, who), number) as (activity, by), pytest.raises(Forbidden):
        confirm_hosting(activity, host_id, by=by)
    assert peek(number).state == "proposed"


def test_nobody_answers_for_a_host_that_is_not_theirs(cast: Cast):
    number = proposed(cast)
    first = host_of(number, cast.third).id
    with acting(cast.chen, number) as (activity, by):
        with pytest.raises(Forbidden):
            decline_hosting(activity, first, "不办", by=by)
        with pytest.raises(NotFound):
            confirm_hosting(activity, first + 999, by=by)


def test_of_two_secretaries_the_second_meets_what_the_first_left(cast: Cast):
    with everything("test", quiet=True):
        deputy = Person(make.member(cast.port, "副书记", "deputy").id, "副书记")
        make.save()
    number = proposed(cast)
    host_id = host_of(number, cast.port).id
    with acting(cast.chen, number) as (activity, by):
        confirm_hosting(activity, host_id, by=by)
    with acting(deputy, number) as (activity, by), pytest.raises(Conflict):
        decline_hosting(activity, host_id, "撞期", by=by)
    assert peek(number).state == "scheduled"


def test_when_nobody_asked_is_left_it_is_a_draft_again_and_can_be_asked_anew(cast: Cast):
    number = proposed(cast)
    host_id = host_of(number, cast.port).id
    with acting(cast.chen, number) as (activity, by):
        decline_hosting(activity, host_id, "那天盘点", by=by)
    assert (peek(number).state, host_of(number, cast.port).reason) == ("draft", "那天盘点")
    with acting(cast.ana, number) as (activity, by):
        propose_activity(activity, by=by)
    assert peek(number).state == "proposed" and host_of(number, cast.port).is_invited


def test_one_of_three_that_declines_keeps_the_others_from_nothing(cast: Cast):
    with everything("test", quiet=True):
        make.party(db.session().get_one(Partnership, cast.pact.id), ground(cast.second))
        make.save()
    number = proposed(cast, quotas={cast.second.id: None})
    port, second = host_of(number, cast.port).id, host_of(number, cast.second).id
    with acting(cast.bella, number) as (activity, by):
        decline_hosting(activity, second, "人手不够", by=by)
    assert peek(number).state == "proposed"
    with acting(cast.chen, number) as (activity, by):
        confirm_hosting(activity, port, by=by)
    activity = peek(number)
    assert activity.state == "scheduled"
    assert [host.branch_id for host in activity.active_hosts] == [cast.third.id, cast.port.id]


def test_t03_members_of_a_branch_that_declined_do_not_come_to_know_of_it(cast: Cast):
    """Its officers were asked and know; what the others then do without it is no affair of its members."""
    with everything("test", quiet=True):
        fourth = make.branch(cast.north, "第四支部")
        secretary = make.member(fourth, "方正", "secretary").id
        outsider, insider = make.member(cast.second, "外人").id, make.member(fourth, "内人").id
        make.save()
    by = cast.ana.scope
    with entering(by):
        quotas = {cast.third.id: None, cast.second.id: None, fourth.id: None}
        number = plan_activity(ground(cast.third), plan(quotas=quotas), by=by).id
    no, yes = host_of(number, cast.second).id, host_of(number, fourth).id
    with acting(cast.bella, number) as (activity, by):
        decline_hosting(activity, no, "人手不够", by=by)
    with acting(Person(secretary, "方正"), number) as (activity, by):
        confirm_hosting(activity, yes, by=by)
    assert peek(number).state == "scheduled"
    assert is_seen_by(Person(insider, "内人"), number)
    assert is_seen_by(cast.bella, number)
    assert not is_seen_by(Person(outsider, "外人"), number)


def test_declining_needs_a_reason(cast: Cast):
    number = proposed(cast)
    host_id = host_of(number, cast.port).id
    with acting(cast.chen, number) as (activity, by), pytest.raises(Invalid) as refused:
        decline_hosting(activity, host_id, "", by=by)
    assert refused.value.field == "reason"


def test_an_activity_of_one_branch_stands_at_once_for_its_branch_or_its_unit(cast: Cast):
    alone, for_unit = own(cast), own(cast, shown_to="unit")
    assert peek(alone).state == peek(for_unit).state == "scheduled"
    assert viewers(cast, alone) == {"ana", "ben", "eve", "nora"}
    assert viewers(cast, for_unit) == {"ana", "ben", "bella", "eve", "nora"}


def test_two_branches_of_a_unit_host_together_without_a_partnership(cast: Cast):
    number = own(cast, quotas={cast.third.id: None, cast.second.id: 4})
    assert viewers(cast, number) == {"ana", "bella", "eve"}
    host_id = host_of(number, cast.second).id
    with acting(cast.bella, number) as (activity, by):
        confirm_hosting(activity, host_id, by=by)
    assert viewers(cast, number) == {"ana", "ben", "bella", "eve", "nora"}


def test_a_branch_of_another_unit_hosts_only_as_a_joined_party(cast: Cast):
    with pytest.raises(Invalid) as refused:
        own(cast, quotas={cast.third.id: None, cast.port.id: 4})
    assert refused.value.field == "hosts"
    with pytest.raises(Invalid):
        proposed(cast, quotas={cast.gate.id: 4})


@pytest.mark.parametrize("who", ["ben", "bella", "chen", "dara", "eve", "nora"])
def test_only_officers_of_the_branch_plan_for_it(cast: Cast, who: str):
    scope = getattr(cast, who).scope
    with entering(scope), pytest.raises(Forbidden):
        plan_activity(ground(cast.third), plan(), by=scope)


def test_a_closed_partnership_takes_no_new_activity_and_no_answer(cast: Cast):
    number = proposed(cast)
    host_id = host_of(number, cast.port).id
    with everything("test", quiet=True):
        db.session().get_one(Partnership, cast.pact.id).state = "paused"
        make.save()
    with pytest.raises(Conflict):
        proposed(cast)
    with acting(cast.chen, number) as (activity, by), pytest.raises(Forbidden):
        confirm_hosting(activity, host_id, by=by)


def test_a_draft_whose_day_has_passed_cannot_be_proposed(cast: Cast):
    number = proposed(cast, is_proposed=False)
    with acting(cast.ana, number) as (activity, by):
        activity.starts_at, activity.ends_at = soon(-2), soon(-2, 16)
        make.save()
        with pytest.raises(Invalid) as refused:
            propose_activity(activity, by=by)
    assert refused.value.field == "starts"
