"""Operators of the platform: the first one is invited from the command line, nobody is there by default (A-08)."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import delete, or_, select

from coop.accounts.actions.links import issue_slips
from coop.accounts.events import AccountLocked, AccountUnlocked, OperatorInvited, SessionsEnded
from coop.accounts.models import ACTIVE, LOCKED, Charge, User, WebSession
from coop.accounts.policy import Permission
from coop.accounts.slips import Slip
from coop.accounts.trail import told
from coop.core.actions import action
from coop.core.database import changed
from coop.core.errors import Conflict, Invalid
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to become an operator, in the written forms of ``accounts.names``; one of phone, e-mail, user name is needed."""

    name: str
    phone: str | None = None
    email: str | None = None
    username: str | None = None


@action(Permission.OPERATOR_INVITE)
def invite_operator(newcomer: Newcomer, *, by: Scope) -> Slip:
    """An account without a password stands, and a link for seven days that sets one; asked again it gives a fresh link."""
    user = _find_or_found(newcomer)
    if user.state == ACTIVE:
        raise Conflict(say("这个账号已经启用，请直接登录；忘记口令请办理找回。"))
    if user.id and not user.is_operator:
        raise Conflict(say("这个登录名已由某个单位登记，账号还没有启用，不能证明是谁的。请换一种登录方式。"))
    user.is_operator = True
    db.session().flush()
    told(OperatorInvited(user_id=user.id), user, is_own=False)
    return issue_slips([Charge(user)], by=by)[0]


@action(Permission.ACCOUNT_LOCK)
def lock_account(user: User, *, by: Scope) -> User:
    """The account is locked and signed out everywhere at once (S-02); what the person made stays."""
    if user.id == by.user_id:
        raise Invalid(say("不能停用自己的账号。"))
    if user.state != ACTIVE:
        raise Conflict
    user.state = LOCKED
    db.session().execute(delete(WebSession).where(WebSession.user_id == user.id))
    told(AccountLocked(user_id=user.id), user, is_own=False)
    return user


@action(Permission.ACCOUNT_LOCK)
def unlock_account(user: User, *, by: Scope) -> User:
    """The person may sign in again with the password they had."""
    if user.state != LOCKED:
        raise Conflict
    user.state = ACTIVE
    told(AccountUnlocked(user_id=user.id), user, is_own=False)
    return user


@action(Permission.ACCOUNT_LOCK)
def end_all_sessions(user: User, *, by: Scope) -> int:
    """The person is signed out everywhere at once and may sign in again; tells how many sessions ended."""
    count = changed(db.session(), delete(WebSession).where(WebSession.user_id == user.id))
    if count:
        told(SessionsEnded(user_id=user.id, count=count), user, is_own=False)
    return count


def _find_or_found(newcomer: Newcomer) -> User:
    names = {"phone": newcomer.phone, "email": newcomer.email, "username": newcomer.username}
    given = {field: value for field, value in names.items() if value}
    if not given:
        raise Invalid(say("请至少写一个手机号、邮箱或用户名，以后用它登录。"), field="phone")
    same = or_(*(getattr(User, field) == value for field, value in given.items()))
    found = db.session().scalars(select(User).where(same)).all()
    if len(found) > 1:
        raise Conflict(say("这些登录名属于不同的账号。"))
    if found:
        return found[0]
    user = User(name=newcomer.name, fs_uniquifier=uuid4().hex, **given)
    db.session().add(user)
    return user
