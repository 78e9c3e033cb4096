"""Asking other branches to build together."""

from datetime import timedelta

from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now, today
from coop.core.errors import Conflict, Invalid, TooMany
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import reach, share
from coop.extensions import db
from coop.partnerships import events, queries, standing
from coop.partnerships.lifecycle import reach_of
from coop.partnerships.models import Partnership, Party
from coop.partnerships.policy import Permission, holds_second_key
from coop.partnerships.proposal import Proposal, faults_of
from coop.partnerships.sharing import lend_name
from coop.units.models import Branch

REMIND_AGAIN = timedelta(hours=20)


@action(Permission.PARTNERSHIP_PROPOSE)
def propose_partnership(branch: Branch, proposal: Proposal, *, by: Scope) -> int:
    """The branch asks others to build with it. Whoever holds its second key turns both and the proposal goes out at
    once; a clerk's waits for that key, unseen by the invited. Refused: a term that is over, a branch that is not to be
    found, is closed to pairing or still has a proposal open with this one. Returns its number: the proposer's scope
    holds the new audience from the next request on."""
    _demand_sound(proposal, branch)
    invited = _invitees(branch, proposal)
    partnership = _found(branch, proposal, invited, by)
    parties = [_seat(partnership, each) for each in (branch, *invited)]
    db.session().refresh(partnership, ["parties"])
    _turn_own_keys(partnership, parties[0], by)
    return partnership.id


@action(Permission.PARTY_REMIND)
def remind_invited(party: Party, invited_id: int, *, by: Scope) -> None:
    """A party that has not answered is asked again, at most about once a day; says so to its officers alone."""
    partnership = standing.whole_of(party)
    standing.demand_joined(party)
    invited = next((other for other in partnership.undecided if other.id == invited_id), None)
    if invited is None:
        raise Conflict(say("对方已经答复，不用再提醒。"))
    reminded_at = queries.last_reminder(partnership.id, invited.id)
    if reminded_at and now() - reminded_at < REMIND_AGAIN:
        raise TooMany(say("今天已经提醒过了，请给对方一点时间。"))
    record(events.InvitationReminded(partnership.id, invited.id, invited.branch_id), subject=partnership)


def _demand_sound(proposal: Proposal, branch: Branch) -> None:
    for field, sentence in faults_of(proposal, branch.id, today()):
        raise Invalid(sentence, field=field)
    if not branch.unit.allows("may_pair"):
        raise Invalid(say("本单位目前不开展新的共建结对，请与单位管理员联系。"))


def _invitees(branch: Branch, proposal: Proposal) -> list[Branch]:
    """The invited, each found, alive, open to pairing and without another proposal that waits between the two (P10)."""
    found = queries.branches_named(proposal.invitee_ids)
    if len(found) < len(set(proposal.invitee_ids)):
        raise Invalid(say("有一个受邀支部没有找到，请重新选择。"), field="invitees")
    busy = queries.branch_ids_with_open_proposal(branch.id)
    for invited in found:
        if not invited.is_active or not invited.unit.allows("may_pair"):
            raise Invalid(say("%(name)s目前不接受共建邀请。", name=invited.label), field="invitees")
        if invited.id in busy:
            raise Invalid(say("与%(name)s已有一份提议在等答复。", name=invited.label), field="invitees")
    return found


def _found(branch: Branch, proposal: Proposal, invited: list[Branch], by: Scope) -> Partnership:
    partnership = Partnership(
        name=proposal.name, aims=proposal.aims, message=proposal.message, domains=list(proposal.domains),
        starts_on=proposal.starts_on, ends_on=proposal.ends_on, answer_until=proposal.answer_until,
        scope=reach_of([branch.unit_id, *(other.unit_id for other in invited)]), proposed_by_id=by.user_id,
        unit_id=branch.unit_id, branch_id=branch.id, audience=audience.officers(branch.id),
    )  # fmt: skip
    db.session().add(partnership)
    db.session().flush()
    partnership.audience = audience.partnership(partnership.id)
    reach(partnership.audience)
    return partnership


def _seat(partnership: Partnership, branch: Branch) -> Party:
    lend_name(partnership, branch)
    party = Party(
        partnership_id=partnership.id, branch_id=branch.id, unit_id=branch.unit_id, audience=partnership.audience
    )
    db.session().add(party)
    db.session().flush()
    return party


def _turn_own_keys(partnership: Partnership, own: Party, by: Scope) -> None:
    is_sent = holds_second_key(by, own)
    if is_sent:
        standing.turn_second_key(own, by)
    else:
        own.state, own.agreed_by_id, own.agreed_at = "agreed", by.user_id, now()
        share(partnership, audience.officers(own.branch_id))
    record(events.PartnershipProposed(partnership.id, own.branch_id, is_sent), subject=partnership)
    if is_sent:
        standing.send(partnership)
