"""Personal links: invitations and resets, issued once, kept as digests, used once."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete

from coop.accounts.events import (
    InvitationAccepted,
    InvitationIssued,
    InvitationWithdrawn,
    LinkRefused,
    PasswordReset,
    ResetIssued,
    ResetRequested,
)
from coop.accounts.models import (
    ACTIVE,
    INVITATION,
    INVITED,
    RESET,
    Attempt,
    Charge,
    PersonalLink,
    User,
    WebSession,
)
from coop.accounts.policy import Permission
from coop.accounts.slips import Slip, code_digest, draw, token_digest
from coop.accounts.trail import noted, told
from coop.accounts.trials import about_user
from coop.core.actions import action, lock
from coop.core.clock import now
from coop.core.database import changed
from coop.core.errors import Conflict
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db

LASTING = {INVITATION: timedelta(days=7), RESET: timedelta(minutes=30)}
SPENT = say("这个链接已经用过、过期或被新的代替了。请向发给您的人再要一个。")


@action(Permission.INVITATION_ISSUE)
def issue_slips(charges: Sequence[Charge], *, by: Scope) -> list[Slip]:
    """Each of these people who has not joined yet gets a fresh link and code for seven days; earlier ones are void.

    Whoever is in already gets none: their way back is a reset. Link and code are shown now or never.
    """
    return [_invite(charge, by) for charge in charges if charge.user.is_invited]


@action(Permission.INVITATION_ISSUE)
def withdraw_slips(charges: Sequence[Charge], *, by: Scope) -> None:
    """Cards that were handed out for these people open nothing any more: more hangs on them now than when they were printed."""
    for charge in charges:
        cards = delete(PersonalLink).where(PersonalLink.user_id == charge.user.id, PersonalLink.kind == INVITATION)
        if changed(db.session(), cards.where(PersonalLink.used_at.is_(None))):
            deed = told(InvitationWithdrawn(user_id=charge.user.id), charge.user, is_own=False)
            deed.unit_id = charge.unit_id


@action(Permission.RESET_ISSUE)
def issue_reset(charge: Charge, *, by: Scope) -> Slip:
    """A link for half an hour that the administrator hands over; the person is told that one was issued."""
    lock(charge.user)
    if charge.user.state != ACTIVE:
        raise Conflict(say("这个账号还没有启用或已经停用，不能重设口令。"))
    slip, link = _issue(charge.user, RESET, by)
    told(ResetIssued(user_id=charge.user.id, link_id=link.id), charge.user).unit_id = charge.unit_id
    return slip


@action(Permission.RESET_ASK)
def ask_reset(_: None, *, user_id: int | None, by: Scope) -> None:
    """Somebody forgot: written down alike whether there is such an account; where it has an address a mail follows."""
    noted(ResetRequested(user_id=user_id), user_id)


@action(Permission.LINK_MAIL)
def draw_reset(user: User, *, by: Scope) -> Slip:
    """The link that a mail carries: drawn at the moment of sending, so that it never rests anywhere (A-07)."""
    return _issue(user, RESET, by)[0]


@action(Permission.LINK_USE)
def accept_invitation(link: PersonalLink, *, password_hash: str, by: Scope) -> User:
    """The person has a password and is in; what their memberships hold is theirs from this moment."""
    user = _spend(link, INVITATION, INVITED)
    user.password, user.state, user.signed_in_at = password_hash, ACTIVE, now()
    told(InvitationAccepted(user_id=user.id), user)
    return user


@action(Permission.LINK_USE)
def use_reset(link: PersonalLink, *, password_hash: str, by: Scope) -> User:
    """The person has a new password; every session of theirs has ended and old failures are forgotten."""
    user = _spend(link, RESET, ACTIVE)
    user.password, user.signed_in_at = password_hash, now()
    db.session().execute(delete(WebSession).where(WebSession.user_id == user.id))
    db.session().execute(delete(Attempt).where(Attempt.about == about_user(user.id)))
    told(PasswordReset(user_id=user.id), user)
    return user


@action(Permission.LINK_USE)
def refuse_link(link: PersonalLink | None, *, by: Scope) -> None:
    """The trail shows that somebody came with a link or code that opens nothing."""
    user = link.user if link else None
    told(LinkRefused(user_id=user.id if user else None, reason="spent"), user, result="refused", is_own=False)


def _invite(charge: Charge, by: Scope) -> Slip:
    slip, link = _issue(charge.user, INVITATION, by)
    told(InvitationIssued(user_id=charge.user.id, link_id=link.id), charge.user, is_own=False).unit_id = charge.unit_id
    return slip


def _issue(user: User, kind: str, by: Scope) -> tuple[Slip, PersonalLink]:
    db.session().execute(delete(PersonalLink).where(PersonalLink.user_id == user.id))
    slip = draw(user, kind, now() + LASTING[kind])
    link = PersonalLink(
        kind=kind, user_id=user.id, address=user.sign_in_name, issued_by_id=by.user_id, ends_at=slip.ends_at,
        token_hash=token_digest(slip.token), code_hash=code_digest(slip.code),
    )  # fmt: skip
    db.session().add(link)
    db.session().flush()
    return slip, link


def _spend(link: PersonalLink, kind: str, state: str) -> User:
    """The link's person, after the link is used up: of two who come at once the second one finds it spent."""
    user = db.session().get_one(User, link.user_id)
    lock(user)
    is_bound = link.address == user.sign_in_name
    if link.kind != kind or link.used_at or link.ends_at <= now() or user.state != state or not is_bound:
        raise Conflict(SPENT)
    link.used_at = now()
    return user
