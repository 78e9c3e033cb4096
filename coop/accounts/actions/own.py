"""What people change about themselves: profile, names to sign in with, password, sessions, preferences."""

from dataclasses import asdict, dataclass

from sqlalchemy import delete

from coop.accounts import queries
from coop.accounts.events import PasswordChanged, ProfileChanged, SessionsEnded, SignInNamesChanged
from coop.accounts.models import CONTACTS, REACH, User, WebSession
from coop.accounts.policy import Permission
from coop.accounts.trail import told
from coop.core.actions import action
from coop.core.database import changed
from coop.core.errors import Invalid, NotFound
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db

TAKEN = {
    "phone": say("这个手机号已经是另一个账号的登录名。"),
    "email": say("这个邮箱已经是另一个账号的登录名。"),
    "username": say("这个用户名已经有人用了。"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """The name as colleagues know it, and how far phone number and e-mail address are shown."""

    name: str
    visibility: dict[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """What one signs in with, in the written forms of ``accounts.names``; one of them at least."""

    phone: str | None
    email: str | None
    username: str | None


@action(Permission.OWN_EDIT)
def edit_profile(user: User, *, profile: Profile, by: Scope) -> User:
    """Name and reach stand as given; a reach that does not exist is refused."""
    if any(field not in CONTACTS or reach not in REACH for field, reach in profile.visibility.items()):
        raise Invalid(say("请选择列出的可见范围。"))
    given = asdict(profile)
    changed = [field for field, value in given.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, given[field])
    if changed:
        told(ProfileChanged(user_id=user.id, fields=changed), user)
    return user


@action(Permission.OWN_EDIT)
def change_names(user: User, *, names: Names, by: Scope) -> User:
    """The person signs in with these from now on. A name that is somebody else's is refused; old and new address are told."""
    given = asdict(names)
    if not any(given.values()):
        raise Invalid(say("手机号、邮箱、用户名至少留一个，用来登录。"), field="phone")
    changed = [field for field, value in given.items() if getattr(user, field) != value]
    for field in changed:
        if queries.find_taken(user.id, field, given[field]):
            raise Invalid(TAKEN[field], field=field)
    former = user.email if "email" in changed else None
    for field in changed:
        setattr(user, field, given[field])
    if changed:
        told(SignInNamesChanged(user_id=user.id, fields=changed, former_email=former), user)
    return user


@action(Permission.OWN_EDIT)
def change_password(user: User, *, password_hash: str, by: Scope) -> User:
    """The new password counts and every session is over, this one too: the view begins another (S-02)."""
    user.password = password_hash
    db.session().execute(delete(WebSession).where(WebSession.user_id == user.id))
    told(PasswordChanged(user_id=user.id), user)
    return user


@action(Permission.OWN_EDIT)
def end_session(user: User, *, session_id: int, by: Scope) -> None:
    """One of one's own sessions is over at once; somebody else's was not found."""
    mine = delete(WebSession).where(WebSession.id == session_id, WebSession.user_id == user.id)
    if not changed(db.session(), mine):
        raise NotFound
    told(SessionsEnded(user_id=user.id, count=1), user)


@action(Permission.OWN_EDIT)
def end_other_sessions(user: User, *, keep_id: int, by: Scope) -> int:
    """Only the session that asks for it stays; tells how many ended."""
    others = delete(WebSession).where(WebSession.user_id == user.id, WebSession.id != keep_id)
    count = changed(db.session(), others)
    if count:
        told(SessionsEnded(user_id=user.id, count=count), user)
    return count


@action(Permission.OWN_EDIT)
def choose_preferences(user: User, *, locale: str | None, is_large_type: bool | None, by: Scope) -> None:
    """Language and large type follow the person to every device."""
    user.locale = locale or user.locale
    user.is_large_type = user.is_large_type if is_large_type is None else is_large_type
