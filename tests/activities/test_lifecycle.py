"""The life-cycle: the table says what may follow, and no walk over it leaves the table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.activities import lifecycle
from coop.activities.lifecycle import STATES, STEPS, allows, follows, settled

WALKS = st.lists(st.sampled_from(sorted(STEPS)), max_size=30)


def walk(deeds: list[str]) -> list[str]:
    """The states that a draft runs through; deeds that the table refuses change nothing."""
    states = [lifecycle.DRAFT]
    for deed in deeds:
        states.append(follows(states[-1], deed) or states[-1])
    return states


@given(WALKS)
def test_no_walk_leaves_the_known_states(deeds: list[str]):
    assert set(walk(deeds)) <= set(STATES)


@given(WALKS)
def test_what_is_over_never_comes_back(deeds: list[str]):
    states = walk(deeds)
    over = [number for number, state in enumerate(states) if state in lifecycle.OVER]
    if over:
        assert all(state in lifecycle.OVER for state in states[over[0] :])


@given(WALKS)
def test_nothing_is_held_that_was_not_scheduled_before(deeds: list[str]):
    states = walk(deeds)
    if lifecycle.HELD in states:
        assert states[states.index(lifecycle.HELD) - 1] == lifecycle.SCHEDULED


@given(WALKS)
def test_once_published_it_is_never_a_plan_again(deeds: list[str]):
    """Members were told: from then on the only ways are on, away or off."""
    states = walk(deeds)
    if lifecycle.SCHEDULED in states:
        assert not lifecycle.PLANNED & set(states[states.index(lifecycle.SCHEDULED) :])


def test_every_state_can_be_reached_and_every_one_but_the_last_can_be_left():
    reached = {lifecycle.DRAFT} | {after for steps in STEPS.values() for after in steps.values()}
    left = {before for steps in STEPS.values() for before, after in steps.items() if before != after}
    assert reached == set(STATES)
    assert left == set(STATES) - {lifecycle.ARCHIVED}


@pytest.mark.parametrize(
    ("state", "deed"),
    [("draft", "hold"), ("proposed", "postpone"), ("held", "cancel"), ("held", "move"), ("cancelled", "schedule"),
     ("archived", "archive"), ("postponed", "hold"), ("attested", "cancel")],
)  # fmt: skip
def test_the_table_refuses(state: str, deed: str):
    assert not allows(state, deed)


@given(st.lists(st.sampled_from(["invited", "confirmed", "declined", "left"]), max_size=6))
def test_a_proposal_waits_for_every_answer_and_one_yes_suffices(answers: list[str]):
    expected = None if "invited" in answers else "schedule" if "confirmed" in answers or not answers else "return"
    assert settled(answers) == expected
