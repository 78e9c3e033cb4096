"""When a partnership begins, waits, ends and takes in others: pure rules over the states of its parties."""

from collections.abc import Sequence
from datetime import date, timedelta

from coop.core.sentences import Sentence, say

UNDECIDED = frozenset({"invited", "agreed"})
FEWEST_PARTIES = 2
MOST_INVITED = 20
ANSWER_DAYS = 14
LONGEST_DAYS = 366 * 5

#: Kind of motion → the states in which it can be made, and the state that it leads to.
MOVES: dict[str, tuple[frozenset[str], str | None]] = {
    "pause": (frozenset({"active"}), "paused"),
    "resume": (frozenset({"paused"}), "active"),
    "conclude": (frozenset({"active", "paused"}), "concluded"),
    "terminate": (frozenset({"active", "paused"}), "terminated"),
    "admit": (frozenset({"active"}), None),
}


def after_answers(proposer: str, invited: Sequence[str]) -> str:
    """The state of a proposal whose parties stand so.

    It begins as soon as nobody is still to answer and at least two have joined; a silent one can hold it up until the
    answer date at the longest, or until the proposer stops waiting. When nobody is left to wait for and fewer than two
    have joined, it is declined. Until the proposer's own second key is turned, nothing is sent and nothing begins.
    """
    if proposer in UNDECIDED:
        return "proposed"
    if UNDECIDED.intersection(invited):
        return "negotiating" if {"agreed", "joined"}.intersection(invited) else "proposed"
    return "active" if _joined((proposer, *invited)) >= FEWEST_PARTIES else "declined"


def after_answer_date(proposer: str, invited: Sequence[str]) -> str:
    """The state once the answer date has passed: the silent ones count as absent, two that joined begin without them."""
    return "active" if _joined((proposer, *invited)) >= FEWEST_PARTIES else "lapsed"


def after_departure(state: str, parties: Sequence[str]) -> str:
    """One party alone is no partnership: when fewer than two remain, it is terminated."""
    return "terminated" if state in ("active", "paused") and _joined(parties) < FEWEST_PARTIES else state


def may_move(state: str, kind: str) -> bool:
    """Whether a motion of this kind makes sense for a partnership in this state."""
    return state in MOVES[kind][0]


def consents_needed(kind: str, joined: int) -> int:
    """How many *other* parties must agree: one for a change of state (the second key), every one to take in another."""
    return joined - 1 if kind == "admit" else min(1, joined - 1)


def term_fault(starts_on: date, ends_on: date, today: date) -> tuple[str, Sentence] | None:
    """Which field of the term cannot stand, and why; the end is the last day of the term."""
    if ends_on < starts_on:
        return "ends_on", say("结束日期早于开始日期，请检查。")
    if ends_on < today:
        return "ends_on", say("这个期限已经过去，请填今天以后的结束日期。")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        return "ends_on", say("期限最长五年，到期可以再续。")
    return None


def answer_fault(answer_until: date, ends_on: date, today: date) -> Sentence | None:
    """Why the answer date, itself the last day for an answer, cannot stand."""
    if answer_until < today:
        return say("答复期限已经过去，请填今天或以后的日期。")
    return say("答复期限不能晚于共建的结束日期。") if answer_until > ends_on else None


def usual_dates(today: date) -> tuple[date, date, date]:
    """What the form starts with: from today, for a year, with two weeks to answer."""
    return today, today + timedelta(days=365), today + timedelta(days=ANSWER_DAYS)


def reach_of(unit_ids: Sequence[int]) -> str:
    """``internal`` inside one unit, ``external`` between units."""
    return "internal" if len(set(unit_ids)) == 1 else "external"


def _joined(states: Sequence[str]) -> int:
    return sum(state == "joined" for state in states)
