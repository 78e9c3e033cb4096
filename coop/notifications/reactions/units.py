"""Belonging: who joined, whose role changed, what waits for an administrator."""

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
)
from coop.units.models import Membership

WORDS = {
    MembershipInvited: (say("您被邀请加入%(branch)s"), say("您被邀请加入%(branch)s：%(reason)s")),
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


@on(MembershipInvited, MembershipStarted, MembershipDeclined, MembershipEnded, RoleChanged)
def belonging_changed(
    event: MembershipInvited | MembershipStarted | MembershipDeclined | MembershipEnded | RoleChanged, deed: Deed
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
