"""The rules of a partnership's life over plain values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.partnerships import lifecycle
from coop.partnerships.models import PARTNERSHIP_STATES, PARTY_STATES, UNDECIDED
from coop.partnerships.proposal import Proposal, faults_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(("proposer", "invited", "state"), [
    ("agreed", ["invited"], "proposed"),
    ("joined", ["invited", "invited"], "proposed"),
    ("joined", ["agreed", "invited"], "negotiating"),
    ("joined", ["joined", "invited"], "negotiating"),
    ("joined", ["joined", "declined"], "active"),
    ("joined", ["declined", "declined"], "declined"),
    ("joined", ["declined", "invited"], "proposed"),
    ("left", ["joined", "joined"], "active"),
    ("left", ["joined", "declined"], "declined"),
])  # fmt: skip
def test_a_proposal_goes_where_its_answers_lead(proposer, invited, state):
    assert lifecycle.after_answers(proposer, invited) == state


def test_two_that_joined_begin_at_the_answer_date_without_the_silent():
    assert lifecycle.after_answer_date("joined", ["joined", "declined"]) == "active"
    assert lifecycle.after_answer_date("joined", ["declined"]) == "lapsed"
    assert lifecycle.after_answer_date("agreed", ["declined"]) == "lapsed"


@given(st.sampled_from(PARTY_STATES), st.lists(st.sampled_from(PARTY_STATES), min_size=1, max_size=6))
def test_nothing_begins_with_fewer_than_two_or_while_somebody_is_asked(proposer, invited):
    state = lifecycle.after_answers(proposer, invited)
    assert state in PARTNERSHIP_STATES
    if state == "active":
        assert [proposer, *invited].count("joined") >= 2
        assert not set(UNDECIDED) & {proposer, *invited}


@pytest.mark.parametrize(("state", "parties", "after"), [
    ("active", ["joined", "left"], "terminated"),
    ("paused", ["joined", "left", "left"], "terminated"),
    ("active", ["joined", "joined", "left"], "active"),
    ("concluded", ["joined", "left"], "concluded"),
    ("negotiating", ["joined", "invited"], "negotiating"),
])  # fmt: skip
def test_one_party_alone_is_no_partnership(state, parties, after):
    assert lifecycle.after_departure(state, parties) == after


def test_a_change_needs_one_other_party_and_a_newcomer_needs_all():
    assert [lifecycle.consents_needed(kind, 4) for kind in lifecycle.MOVES] == [1, 1, 1, 1, 3]
    assert lifecycle.consents_needed("admit", 2) == 1


@pytest.mark.parametrize("state", PARTNERSHIP_STATES)
def test_what_has_ended_cannot_be_moved(state):
    allowed = {kind for kind in lifecycle.MOVES if lifecycle.may_move(state, kind)}
    expected = {"active": {"pause", "conclude", "terminate", "admit"}, "paused": {"resume", "conclude", "terminate"}}
    assert allowed == expected.get(state, set())


@pytest.mark.parametrize(("starts", "ends", "field"), [
    (-400, -30, "ends_on"), (10, 5, "ends_on"), (0, 366 * 5 + 1, "ends_on"), (-30, 100, None), (0, 0, None),
])  # fmt: skip
def test_a_term_in_the_past_or_ending_before_it_begins_is_refused_at_its_field(starts, ends, field):
    fault = lifecycle.term_fault(TODAY + timedelta(days=starts), TODAY + timedelta(days=ends), TODAY)
    assert (fault and fault[0]) == field


def test_an_answer_date_lies_between_today_and_the_end():
    end = TODAY + timedelta(days=30)
    assert lifecycle.answer_fault(TODAY - timedelta(days=1), end, TODAY)
    assert lifecycle.answer_fault(end + timedelta(days=1), end, TODAY)
    assert lifecycle.answer_fault(TODAY, end, TODAY) is None


def test_internal_means_inside_one_unit():
    assert lifecycle.reach_of([7, 7, 7]) == "internal"
    assert lifecycle.reach_of([7, 8]) == "external"


@pytest.mark.parametrize(("invitees", "sentence"), [
    ((), "请至少邀请一个支部"), ((5,), "不能邀请发起的支部自己"), (tuple(range(100, 121)), "一次最多邀请 20 个支部"),
])  # fmt: skip
def test_a_proposal_asks_others_and_not_too_many(invitees, sentence):
    start, end, answer = lifecycle.usual_dates(TODAY)
    proposal = Proposal("名", "目标", invitees, start, end, answer)
    assert [(field, sentence in text) for field, text in faults_of(proposal, 5, TODAY)] == [("invitees", True)]
