"""Belonging: who joined, whose role changed, what waits for an administrator."""

from coop.accounts.queries import find_user_by_identity
from coop.core.events import Deed, on
from coop.core.sentences import Sentence, say
from coop.extensions import db
from coop.notifications import queries
from coop.notifications.telling import tell
from coop.units.events import (
    MembershipApplied,
    MembershipDeclined,
    MembershipEnded,
    MembershipInvited,
    MembershipStarted,
    RoleChanged,
    RosterImported,
    UnitApplied,
    UnitApproved,
    UnitRejected,
    UnitResumed,
    UnitRoleEnded,
    UnitRoleGiven,
    UnitSuspended,
)
from coop.units.models import Membership, Unit, UnitApplication

WORDS = {
    MembershipStarted: (say("您已是%(branch)s的成员"), say("您已是%(branch)s的成员：%(reason)s")),
    MembershipDeclined: (say("加入%(branch)s的申请没有通过"), say("加入%(branch)s的申请没有通过：%(reason)s")),
    MembershipEnded: (say("您在%(branch)s的成员身份已结束"), say("您在%(branch)s的成员身份已结束：%(reason)s")),
    RoleChanged: (say("您在%(branch)s的职务有调整"), say("您在%(branch)s的职务有调整：%(reason)s")),
}


@on(UnitApplied)
def unit_applied(event: UnitApplied, deed: Deed) -> None:
    tell(queries.operator_ids(), deed, say("有单位申请入驻，等您审核"), "/admin/units", kind="unit")


@on(UnitApproved)
def unit_approved(event: UnitApproved, deed: Deed) -> None:
    tell([event.user_id], deed, say("您单位的入驻申请已通过，您是单位管理员"), f"/units/{event.unit_id}", kind="unit")


@on(MembershipApplied)
def membership_applied(event: MembershipApplied, deed: Deed) -> None:
    sentence = say(
        "%(person)s申请加入%(branch)s",
        person=queries.person_name(event.user_id),
        branch=queries.branch_label(event.branch_id),
    )
    tell(queries.officer_ids([event.branch_id]), deed, sentence, f"/branches/{event.branch_id}", kind="unit")


@on(MembershipInvited)
def membership_invited(event: MembershipInvited, deed: Deed) -> None:
    """The branch itself may not be listed for everybody: the invited are led to where they answer."""
    sentence = say("%(branch)s邀请您加入，请答复", branch=queries.branch_label(event.branch_id))
    tell([event.user_id], deed, sentence, "/memberships/waiting", kind="unit")


@on(MembershipDeclined)
def membership_declined(event: MembershipDeclined, deed: Deed) -> None:
    """Who turned the invitation down themselves is told nothing; the branch that asked them is."""
    if deed.actor_id != event.user_id:
        belonging_changed(event, deed)
        return
    person, branch = queries.person_name(event.user_id), queries.branch_label(event.branch_id)
    sentence = say("%(person)s谢绝加入%(branch)s", person=person, branch=branch)
    tell(queries.officer_ids([event.branch_id]), deed, sentence, f"/branches/{event.branch_id}/people", kind="unit")


@on(UnitRejected)
def unit_rejected(event: UnitRejected, deed: Deed) -> None:
    """An applicant without an account reads it at the address that the application gave; one with an account here too."""
    application = db.session().get(UnitApplication, event.application_id)
    login = application and (application.phone or application.email)
    user = find_user_by_identity(login) if login else None
    if application and user:
        values = {"unit": application.unit_name, "reason": application.state_reason}
        tell([user.id], deed, say("“%(unit)s”的入驻申请没有通过：%(reason)s", **values), "/apply", kind="unit")


@on(UnitSuspended, UnitResumed)
def unit_suspended(event: UnitSuspended | UnitResumed, deed: Deed) -> None:
    """The unit's administrators hear why; the officers of its partners hear that it is so, in each partnership's place."""
    unit = db.session().get_one(Unit, event.unit_id)
    if isinstance(event, UnitSuspended):
        own = say("平台停用了您的单位：%(reason)s", reason=event.reason)
        theirs = say("共建方%(unit)s已被平台停用，那边的人暂时看不到共建空间", unit=unit.label)
    else:
        own = say("您的单位已恢复使用，一切照旧")
        theirs = say("共建方%(unit)s已恢复使用", unit=unit.label)
    tell(queries.unit_admin_ids(unit.id), deed, own, "/", kind="unit")
    for partnership_id, branch_ids in queries.partner_branches_of(unit.id).items():
        tell(queries.officer_ids(branch_ids), deed, theirs, f"/partnerships/{partnership_id}", kind="unit")


@on(UnitRoleGiven, UnitRoleEnded)
def unit_role_changed(event: UnitRoleGiven | UnitRoleEnded, deed: Deed) -> None:
    """Who is told that a role ended may not open the unit's pages any more."""
    unit = db.session().get(Unit, event.unit_id)
    name = unit.name if unit else ""
    if isinstance(event, UnitRoleGiven):
        tell([event.user_id], deed, say("您担任了%(unit)s的单位职责", unit=name), f"/units/{event.unit_id}", kind="unit")
    else:
        tell([event.user_id], deed, say("您不再担任%(unit)s的单位职责", unit=name), "/", kind="unit")


@on(MembershipStarted, MembershipEnded, RoleChanged)
def belonging_changed(
    event: MembershipStarted | MembershipDeclined | MembershipEnded | RoleChanged, deed: Deed
) -> None:
    branch = queries.branch_label(event.branch_id)
    sentence = _with_reason(WORDS[type(event)], branch, _reason(event.membership_id))
    tell([event.user_id], deed, sentence, f"/branches/{event.branch_id}", kind="unit")


@on(RosterImported)
def roster_imported(event: RosterImported, deed: Deed) -> None:
    """Whoever started the import hears that it is done, although it was their own deed."""
    tell([event.user_id], deed, say("人员导入已完成"), f"/units/{event.unit_id}", kind="unit")


def _reason(membership_id: int) -> str:
    membership = db.session().get(Membership, membership_id)
    return membership.reason if membership else ""


def _with_reason(templates: tuple[Sentence, Sentence], branch: str, reason: str) -> Sentence:
    """The second of the two wordings where a reason was given."""
    plain, reasoned = templates
    return say(reasoned, branch=branch, reason=reason) if reason else say(plain, branch=branch)
