"""How people come to a branch, what they are there, and how they leave."""

from coop.accounts.actions import withdraw_slips
from coop.accounts.models import Charge
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Forbidden, Invalid
from coop.core.events import record
from coop.core.scope import Scope, everything
from coop.core.sentences import say
from coop.core.tenancy import share
from coop.extensions import db
from coop.units.actions.newcomers import _account_for
from coop.units.events import (
    MembershipApplied,
    MembershipDeclined,
    MembershipEnded,
    MembershipInvited,
    MembershipStarted,
    RoleChanged,
)
from coop.units.models import Branch, Membership
from coop.units.policy import Permission
from coop.units.queries.people import count_role, find_membership
from coop.units.wishes import LOGIN_NEEDED, Newcomer, Office

STANDING = ("active", "invited")


@action(Permission.BRANCH_STAFF)
def invite_person(branch: Branch, person: Newcomer, office: Office, *, by: Scope) -> Membership:
    """A new person belongs to the branch and needs only to open the account; one with an account is asked first.

    Refuses somebody who stands there already, a guest where the unit invites none, a secretary by a deputy's hand, an
    account that another unit has made and nobody has opened.
    """
    if not (person.phone or person.email or person.username):
        raise Invalid(LOGIN_NEEDED, field="phone")
    if office.role == "guest" and not branch.unit.allows("may_invite_guests"):
        raise Invalid(say("本单位目前不邀请来宾。"), field="role")
    _refuse_deputy(branch.unit_id, branch.id, office.role, by)
    with everything("somebody is invited to a branch"):
        user, is_new = _account_for(person, branch.unit_id, by=by, branch_id=branch.id)
        membership = find_membership(user.id, branch.id) or _place(branch, user.id)
        if membership.state in STANDING:
            raise Conflict(say("这个人已经在这个支部里了。"))
        _seat(membership, person.name, office, state="active" if is_new else "invited")
        if office.role == "guest":
            _open_to_guests(branch)
    record(MembershipInvited(membership.id, branch.id, user.id), subject=membership)
    return membership


@action(Permission.MEMBERSHIP_APPLY)
def apply_to_join(branch: Branch, message: str, *, by: Scope) -> Membership:
    """Somebody waits for the branch's answer. Refuses who belongs there already or waits already."""
    if not branch.is_active:
        raise Conflict(say("这个支部已经撤销。"))
    with everything("somebody asks to join a branch"):
        membership = find_membership(by.user_id, branch.id) or _place(branch, by.user_id or 0)
        if membership.state in (*STANDING, "applied"):
            raise Conflict(say("您已经在这个支部里，或者申请正在等待答复。"))
        membership.state, membership.role, membership.message, membership.reason = "applied", "member", message.strip(), ""
        db.session().flush()
        record(MembershipApplied(membership.id, branch.id, membership.user_id), subject=membership)
    return membership


@action(Permission.MEMBERSHIP_STAFF)
def answer_application(membership: Membership, *, accepts: bool, reason: str = "", by: Scope) -> Membership:
    """Who asked to join is a member now, or is told why not. Refuses an answer twice, a refusal without a reason."""
    if membership.state != "applied":
        raise Conflict(say("这份申请已经答复过了。"))
    return _settle(membership, accepts=accepts, reason=reason)


@action(Permission.MEMBERSHIP_ANSWER)
def answer_invitation(membership: Membership, *, accepts: bool, reason: str = "", by: Scope) -> Membership:
    """Who was invited belongs to the branch now, or declines; the branch hears of it. Refuses an answer twice."""
    if membership.state != "invited":
        raise Conflict(say("这份邀请已经答复过了。"))
    with everything("somebody answers an invitation to a branch"):
        return _settle(membership, accepts=accepts, reason=reason or say("本人谢绝"))


@action(Permission.MEMBERSHIP_STAFF)
def change_office(
    membership: Membership, office: Office, *, reason: str, is_sure: bool = False, by: Scope
) -> Membership:
    """The person's role, post and term are so from now on; they are told, with the reason.

    Refuses without a reason, a term that ends before it begins, a change of secretary by a deputy, and, unless it was
    confirmed, leaving the branch without a secretary.
    """
    if not membership.is_active:
        raise Conflict(say("这个人现在不在册。"))
    _demand_reason(reason)
    if office.term_from and office.term_until and office.term_until < office.term_from:
        raise Invalid(say("任职届满早于任职开始。"), field="term_until")
    if office.role != membership.role:
        _refuse_deputy(membership.unit_id, membership.branch_id, office.role, by)
        _keep_secretary(membership, by, is_sure=is_sure)
        if membership.user.is_invited and not membership.user.is_operator:
            withdraw_slips([Charge(membership.user, membership.unit_id, membership.branch_id)], by=by)
    _describe(membership, office)
    membership.reason = reason.strip()
    record(RoleChanged(membership.id, membership.branch_id or 0, membership.user_id, office.role), subject=membership)
    return membership


@action(Permission.MEMBERSHIP_STAFF)
def end_membership(membership: Membership, *, reason: str, is_sure: bool = False, by: Scope) -> Membership:
    """The person belongs to the branch no longer and is told why. Refuses as a change of office does."""
    if membership.state not in STANDING:
        raise Conflict(say("这个人现在不在册。"))
    _demand_reason(reason)
    _keep_secretary(membership, by, is_sure=is_sure)
    return _end(membership, reason)


@action(Permission.MEMBERSHIP_ANSWER)
def leave_branch(membership: Membership, *, reason: str = "", is_sure: bool = False, by: Scope) -> Membership:
    """One's own membership ends, or one's application is withdrawn. A last secretary is asked to be sure."""
    if membership.state not in (*STANDING, "applied"):
        raise Conflict(say("您已经不在这个支部里了。"))
    if not is_sure:
        _warn_of_last_secretary(membership)
    with everything("somebody leaves a branch"):
        return _end(membership, reason or say("本人退出"))


def _place(branch: Branch, user_id: int) -> Membership:
    row = Membership(unit_id=branch.unit_id, branch_id=branch.id, user_id=user_id, state="declined")
    row.audience = audience.branch(branch.id)
    db.session().add(row)
    return row


def _seat(membership: Membership, name: str, office: Office, *, state: str) -> None:
    membership.called, membership.state, membership.ended_at, membership.reason = name, state, None, ""
    _describe(membership, office)
    db.session().flush()


def _describe(membership: Membership, office: Office) -> None:
    membership.role, membership.post = office.role, office.post
    membership.term_from, membership.term_until = office.term_from, office.term_until


def _open_to_guests(branch: Branch) -> None:
    """A guest holds no audience but the branch's: its row and its unit's name are shared with that."""
    share(branch, audience.branch(branch.id))
    share(branch.unit, audience.branch(branch.id))


def _settle(membership: Membership, *, accepts: bool, reason: str) -> Membership:
    if not accepts:
        _demand_reason(reason)
    membership.state, membership.reason = ("active", "") if accepts else ("declined", reason.strip())
    event = MembershipStarted if accepts else MembershipDeclined
    record(event(membership.id, membership.branch_id or 0, membership.user_id), subject=membership)
    db.session().flush()
    return membership


def _end(membership: Membership, reason: str) -> Membership:
    membership.state, membership.reason, membership.ended_at = "ended", reason.strip(), now()
    record(MembershipEnded(membership.id, membership.branch_id or 0, membership.user_id), subject=membership)
    db.session().flush()
    return membership


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(say("请写明理由，本人会看到。"), field="reason")


def _refuse_deputy(unit_id: int, branch_id: int | None, role: str, by: Scope) -> None:
    """A deputy acts for the secretary, but makes none, unless they administer this very unit as well."""
    is_deputy = by.has_role(branch_id, "deputy") and not by.has_role(branch_id, "secretary")
    if role == "secretary" and is_deputy and not by.has_unit_role(unit_id, "admin"):
        raise Forbidden(say("副书记不能任免书记，请由书记或单位管理员办理。"))


def _keep_secretary(membership: Membership, by: Scope, *, is_sure: bool) -> None:
    if membership.role == "secretary":
        _refuse_deputy(membership.unit_id, membership.branch_id, "secretary", by)
    if not is_sure:
        _warn_of_last_secretary(membership)


def _warn_of_last_secretary(membership: Membership) -> None:
    if membership.is_active and membership.role == "secretary" and count_role(membership.branch_id, "secretary") <= 1:
        sentence = say("这是支部唯一的书记，此后要等单位管理员任命。确定要这样做，请勾选后再提交一次。")
        raise Invalid(sentence, field="is_sure")
