"""Ways out: a proposal is taken back, not waited for any longer or lapses; a party leaves."""

from coop.core.actions import action
from coop.core.clock import now, today
from coop.core.errors import Conflict
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.partnerships import events, lifecycle, queries, standing
from coop.partnerships.models import Partnership, Party
from coop.partnerships.policy import Permission
from coop.partnerships.sharing import close_to_officers


@action(Permission.PARTNERSHIP_WITHDRAW)
def withdraw_proposal(party: Party, reason: str, *, by: Scope) -> Partnership:
    """The proposing side takes its proposal back before it has begun; whoever could read it is told why."""
    reason = standing.demand_reason(reason)
    partnership = standing.whole_of(party)
    standing.demand_proposer(partnership, party)
    if not partnership.is_unanswered:
        raise Conflict(say("共建已经不在提议阶段，不能撤回。"))
    told = standing.concerned(partnership)
    standing.move(partnership, "withdrawn", reason)
    record(events.PartnershipWithdrawn(partnership.id, party.branch_id, told, reason), subject=partnership)
    return partnership


@action(Permission.ROUND_CLOSE)
def close_round(party: Party, *, by: Scope) -> Partnership:
    """The proposer waits no longer: those who have joined begin, the silent are told that they were not waited for."""
    partnership = standing.whole_of(party)
    standing.demand_proposer(partnership, party)
    if len(partnership.joined) < lifecycle.FEWEST_PARTIES or not partnership.is_unanswered:
        raise Conflict(say("至少有两方加入后，才能不再等待其他支部。"))
    _drop_silent(partnership, say("发起方不再等待，先行启动。"))
    standing.settle(partnership)
    return partnership


@action(Permission.PARTNERSHIP_LAPSE)
def lapse_unanswered(partnership: Partnership, *, by: Scope) -> Partnership:
    """The answer date is over: the silent count as absent; two that joined begin without them, else it has lapsed.

    Does nothing before that date, nor twice."""
    if partnership.answer_until >= today() or not (partnership.is_unanswered or partnership.is_active):
        return partnership
    told = standing.concerned(partnership)
    begun = partnership.is_active
    was_asked = partnership.is_sent
    silent = _drop_silent(partnership, say("答复期限已过，没有答复。")) if was_asked else 0
    if begun or (was_asked and not silent):
        return partnership
    state = lifecycle.after_answer_date(partnership.proposer.state, standing.states_of_invited(partnership))
    standing.move(partnership, state)
    happened = events.PartnershipActivated if state == "active" else events.PartnershipLapsed
    record(happened(partnership.id, told), subject=partnership)
    return partnership


@action(Permission.PARTNERSHIP_LAPSE)
def lapse_overdue(subject: None, *, by: Scope) -> int:
    """Every proposal whose answer date is over lapses; returns how many were looked at. For a clock, not for a person."""
    overdue = queries.overdue_proposals(today())
    for partnership in overdue:
        lapse_unanswered(partnership, by=by)
    return len(overdue)


@action(Permission.PARTY_LEAVE)
def leave_partnership(party: Party, reason: str, *, by: Scope) -> Partnership:
    """The branch leaves and asks nobody; its members see the space no more. One that remains alone ends it.

    Motions that waited for consent fall, as those who were to decide on them are no longer the same."""
    reason = standing.demand_reason(reason)
    partnership = standing.whole_of(party)
    standing.demand_joined(party)
    if partnership.state not in ("negotiating", "active", "paused"):
        raise Conflict(say("共建已经结束，不用再退出。"))
    told = standing.concerned(partnership)
    party.state, party.reason, party.left_at = "left", reason, now()
    record(events.PartyLeft(partnership.id, party.id, party.branch_id, told, reason), subject=partnership)
    for motion in queries.motions_pending(partnership.id):
        motion.state, motion.reason, motion.decided_at = "withdrawn", say("有一方退出，动议失效。"), now()
    _end_if_alone(partnership, told)
    close_to_officers(partnership, party)
    return partnership


def _drop_silent(partnership: Partnership, reason: str) -> int:
    silent = partnership.undecided
    for party in silent:
        standing.drop(partnership, party, reason, is_lapsed=True)
        close_to_officers(partnership, party)
    return len(silent)


def _end_if_alone(partnership: Partnership, told: list[int]) -> None:
    standing.settle(partnership)
    state = lifecycle.after_departure(partnership.state, [party.state for party in partnership.parties])
    if state != partnership.state:
        reason = say("其他各方都已退出。")
        standing.move(partnership, state, reason)
        record(events.PartnershipTerminated(partnership.id, told, reason), subject=partnership)
