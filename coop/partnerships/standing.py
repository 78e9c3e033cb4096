"""What follows for the whole from one party's deed: it begins, is declined, ends; and who is told."""

from coop.core.clock import at_place, now, today
from coop.core.errors import Conflict, Forbidden, Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.partnerships import events, lifecycle, queries, sharing
from coop.partnerships.models import Partnership, Party

ONE_DAY_HOURS = 24


def whole_of(party: Party) -> Partnership:
    """The partnership of the party that acts; the gate already holds it."""
    return queries.get_partnership(party.partnership_id)


def concerned(partnership: Partnership, *more: int) -> list[int]:
    """The branches whose officers are to learn of it: everybody still in or still asked, and ``more``."""
    if not partnership.is_sent:
        return [partnership.branch_id]
    here = [party.branch_id for party in partnership.parties if party.state in ("invited", "agreed", "joined")]
    return sorted({*here, *more})


def move(partnership: Partnership, state: str, reason: str = "") -> None:
    partnership.state, partnership.state_reason, partnership.state_at = state, reason, now()


def settle(partnership: Partnership) -> None:
    """Take a proposal to where its parties' answers lead, and say so when it began or nobody is left."""
    if not partnership.is_unanswered:
        return
    state = lifecycle.after_answers(partnership.proposer.state, states_of_invited(partnership))
    if state == partnership.state:
        return
    move(partnership, state)
    told = concerned(partnership)
    if state == "active":
        record(events.PartnershipActivated(partnership.id, told), subject=partnership)
    elif state == "declined":
        record(events.PartnershipDeclined(partnership.id, told), subject=partnership)


def states_of_invited(partnership: Partnership) -> list[str]:
    return [party.state for party in partnership.parties if party.branch_id != partnership.branch_id]


def send(partnership: Partnership) -> None:
    """Both keys of the proposing side are turned: the invited can read it, and the answer date starts to count."""
    for party in partnership.undecided:
        invite(partnership, party)
    await_answers(partnership)


def invite(partnership: Partnership, party: Party) -> None:
    sharing.open_to_officers(partnership, party)
    record(events.PartyInvited(partnership.id, party.id, party.branch_id), subject=partnership)


def await_answers(partnership: Partnership) -> None:
    """Whoever has not answered when the answer date is over will be counted as absent."""
    over = at_place(partnership.answer_until, ONE_DAY_HOURS - 1, 59)
    delay = max(0.0, (over - now()).total_seconds()) + 60
    record(events.AnswerDateSet(partnership.id), subject=partnership, delay=delay)


def drop(partnership: Partnership, party: Party, reason: str, *, is_lapsed: bool = False) -> None:
    """The party is not in it: its reason is kept, everybody concerned is told, its officers no longer read along."""
    told = concerned(partnership, party.branch_id)
    party.state, party.reason = "declined", reason
    happened = events.PartyDeclined(partnership.id, party.id, party.branch_id, told, reason, is_lapsed)
    record(happened, subject=partnership)


def demand_unanswered(party: Party) -> None:
    """Refuses an answer that was already given, naming who gave it."""
    if not party.is_undecided:
        raise Conflict(_answered(party))


def demand_answerable(partnership: Partnership, party: Party) -> None:
    """Refuses an answer to what no longer waits for any."""
    if not (partnership.is_unanswered or partnership.is_active):
        raise Conflict(say("这份提议已经结束，不再需要答复。"))
    if partnership.answer_until < today():
        raise Conflict(say("答复期限已过，请对方重新提出。"))
    if not party.branch.unit.allows("may_pair"):
        raise Conflict(say("本单位目前不开展新的共建结对，请与单位管理员联系。"))


def demand_invited(partnership: Partnership, party: Party) -> None:
    """Refuses the no of a side to what it has not sent itself: it was not asked, it asks."""
    if partnership.is_draft_of(party):
        raise Conflict(say("这是本支部自己还没发出的提议，不用谢绝。不想发出，请撤回提议。"))


def demand_first_key_free(party: Party) -> None:
    if party.state == "agreed":
        who = queries.name_of(party.agreed_by_id)
        raise Conflict(say("%(who)s已经代表本支部同意，正在等书记批准，不用再办一次。", who=who))


def demand_joined(party: Party) -> None:
    if not party.is_joined:
        raise Conflict(say("本支部不在这个共建里，不能办理。"))


def demand_proposer(partnership: Partnership, party: Party) -> None:
    """Some deeds are the proposing side's alone."""
    if party.branch_id != partnership.branch_id:
        raise Forbidden(say("只有发起的一方能办理。"))


def demand_reason(reason: str) -> str:
    """Ordinary fairness: a refusal carries a reason."""
    text = reason.strip()
    if not text:
        raise Invalid(say("请写明理由，对方会看到。"), field="reason")
    if len(text) > 500:
        raise Invalid(say("理由最多 500 个字。"), field="reason")
    return text


def turn_second_key(party: Party, by: Scope) -> None:
    """The final yes of a side; where no clerk agreed before, the same person turns the first key too."""
    if party.agreed_by_id is None:
        party.agreed_by_id, party.agreed_at = by.user_id, now()
    party.state, party.approved_by_id, party.joined_at, party.reason = "joined", by.user_id, now(), ""


def _answered(party: Party) -> str:
    who = queries.name_of(party.approved_by_id)
    if party.state == "joined":
        return say("%(who)s已经批准加入，不用再办一次。", who=who)
    if party.state == "left":
        return say("本支部已经退出这个共建。")
    return say("%(who)s已经谢绝：%(reason)s", who=who or say("本支部"), reason=party.reason)
