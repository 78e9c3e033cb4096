"""Two keys for the whole: one party moves to pause, resume, conclude, end or admit another, others consent."""

from coop.core.actions import action
from coop.core.clock import now, today
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db
from coop.partnerships import events, lifecycle, queries, standing
from coop.partnerships.models import Consent, Motion, Partnership, Party
from coop.partnerships.policy import Permission
from coop.partnerships.sharing import lend_name
from coop.units.models import Branch

HAPPENED = {
    "pause": events.PartnershipPaused, "resume": events.PartnershipResumed,
    "conclude": events.PartnershipConcluded, "terminate": events.PartnershipTerminated,
}  # fmt: skip


@action(Permission.MOTION_MAKE)
def make_motion(party: Party, kind: str, text: str, *, invitee_id: int | None = None, by: Scope) -> Motion:
    """The party moves that the partnership pause, resume, conclude (``text`` is the summary), end or admit a branch.

    Others are asked to consent. Refused: what the state does not allow, a second motion on the same, an empty text."""
    partnership = standing.whole_of(party)
    standing.demand_joined(party)
    _demand_timely(partnership, kind)
    text = _text(kind, text)
    invitee = _newcomer(partnership, invitee_id) if kind == "admit" else None
    motion = Motion(
        partnership_id=partnership.id, party_id=party.id, kind=kind, text=text, made_by_id=by.user_id,
        invitee_id=invitee.id if invitee else None, unit_id=party.unit_id, branch_id=party.branch_id,
        audience=partnership.audience,
    )  # fmt: skip
    db.session().add(motion)
    db.session().flush()
    told = standing.concerned(partnership)
    record(events.MotionMade(partnership.id, motion.id, party.branch_id, kind, told), subject=partnership)
    return motion


@action(Permission.MOTION_CONSENT)
def consent_to_motion(party: Party, motion_id: int, *, by: Scope) -> Motion:
    """The party agrees; with enough of them the motion takes effect at once. Whoever made it cannot consent to it."""
    partnership = standing.whole_of(party)
    motion = _open_motion(partnership, party, motion_id)
    if motion.party_id == party.id or motion.made_by_id == by.user_id:
        raise Forbidden(say("要由另一方的书记同意。"))
    if party.id in [consent.party_id for consent in motion.consents]:
        raise Conflict(say("本支部已经同意过了。"))
    consent = Consent(motion_id=motion.id, party_id=party.id, by_id=by.user_id, unit_id=party.unit_id,
                      branch_id=party.branch_id, audience=partnership.audience)  # fmt: skip
    motion.consents.append(consent)
    db.session().flush()
    record(events.MotionConsented(partnership.id, motion.id, party.branch_id, motion.kind), subject=partnership)
    if len(motion.consents) >= lifecycle.consents_needed(motion.kind, len(partnership.joined)):
        _carry_out(partnership, motion, by)
    return motion


@action(Permission.MOTION_CONSENT)
def refuse_motion(party: Party, motion_id: int, reason: str, *, by: Scope) -> Motion:
    """The party does not agree, and says why to everybody; things stay as they are."""
    reason = standing.demand_reason(reason)
    partnership = standing.whole_of(party)
    motion = _open_motion(partnership, party, motion_id)
    if motion.party_id == party.id:
        raise Forbidden(say("这是本支部提出的，可以撤回。"))
    _decide(motion, "refused", by, reason)
    told = standing.concerned(partnership)
    happened = events.MotionRefused(partnership.id, motion.id, party.branch_id, motion.kind, told, reason)
    record(happened, subject=partnership)
    return motion


@action(Permission.MOTION_WITHDRAW)
def withdraw_motion(party: Party, motion_id: int, *, by: Scope) -> Motion:
    """The party takes its motion back while it is still waiting."""
    partnership = standing.whole_of(party)
    motion = _open_motion(partnership, party, motion_id)
    if motion.party_id != party.id:
        raise Forbidden(say("只有提出的一方能撤回。"))
    _decide(motion, "withdrawn", by)
    told = standing.concerned(partnership)
    record(events.MotionWithdrawn(partnership.id, motion.id, party.branch_id, motion.kind, told), subject=partnership)
    return motion


def _demand_timely(partnership: Partnership, kind: str) -> None:
    if kind not in lifecycle.MOVES:
        raise Invalid(say("请选择要办理的事项。"), field="kind")
    if not lifecycle.may_move(partnership.state, kind):
        raise Conflict(say("共建目前的状态不能办理这一项。"))
    pending = queries.motions_pending(partnership.id)
    if kind != "admit" and any(motion.kind != "admit" for motion in pending):
        raise Conflict(say("已有一项变更在等待同意，请先处理。"))


def _text(kind: str, text: str) -> str:
    if kind != "conclude":
        return standing.demand_reason(text)
    if not text.strip():
        raise Invalid(say("请写一段总结，留给各方。"), field="reason")
    if len(text) > 2000:
        raise Invalid(say("总结最多 2000 个字。"), field="reason")
    return text.strip()


def _newcomer(partnership: Partnership, invitee_id: int | None) -> Branch:
    """The branch to be asked; its name is lent to those who decide, and nothing is told to it yet."""
    found = queries.branches_named([invitee_id] if invitee_id else [])
    if not found:
        raise Invalid(say("请选择要邀请的支部。"), field="invitee")
    branch, held = found[0], partnership.party_of(found[0].id)
    pending = queries.motions_pending(partnership.id)
    if (held and held.state in ("invited", "agreed", "joined")) or branch.id in [each.invitee_id for each in pending]:
        raise Invalid(say("%(name)s已经在共建里或正在受邀。", name=branch.label), field="invitee")
    if not branch.is_active or not branch.unit.allows("may_pair"):
        raise Invalid(say("%(name)s目前不接受共建邀请。", name=branch.label), field="invitee")
    lend_name(partnership, branch)
    return branch


def _open_motion(partnership: Partnership, party: Party, motion_id: int) -> Motion:
    standing.demand_joined(party)
    motion = queries.find_motion(partnership.id, motion_id)
    if motion is None:
        raise NotFound
    if not motion.is_pending:
        raise Conflict(say("这项动议已经有了结果，请刷新后再看。"))
    return motion


def _decide(motion: Motion, state: str, by: Scope, reason: str = "") -> None:
    motion.state, motion.decided_by_id, motion.decided_at, motion.reason = state, by.user_id, now(), reason


def _carry_out(partnership: Partnership, motion: Motion, by: Scope) -> None:
    _decide(motion, "carried", by)
    state = lifecycle.MOVES[motion.kind][1]
    if state is None:
        _admit(partnership, motion)
        return
    told = standing.concerned(partnership)
    standing.move(partnership, state, motion.text)
    record(HAPPENED[motion.kind](partnership.id, told, motion.text), subject=partnership)


def _admit(partnership: Partnership, motion: Motion) -> None:
    """All parties want it: the branch is invited and answers with its own two keys like everybody before it."""
    branch = queries.branches_named([motion.invitee_id] if motion.invitee_id else [])[0]
    party = partnership.party_of(branch.id)
    if party is None:
        party = Party(partnership_id=partnership.id, branch_id=branch.id, unit_id=branch.unit_id,
                      audience=partnership.audience)  # fmt: skip
        partnership.parties.append(party)
    party.state, party.reason, party.agreed_by_id, party.agreed_at = "invited", "", None, None
    party.approved_by_id = party.left_at = None
    partnership.answer_until = lifecycle.usual_dates(today())[2]
    db.session().flush()
    standing.invite(partnership, party)
    standing.await_answers(partnership)
