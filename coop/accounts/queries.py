"""Every read of accounts and sign-ins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from coop.accounts.models import ACTIVE, Device, PersonalLink, User, WebSession
from coop.accounts.names import canonical
from coop.core import audience
from coop.core.base import Instant
from coop.core.clock import now
from coop.core.errors import NotFound
from coop.core.events import Deed
from coop.core.sentences import say
from coop.core.tenancy import ScopeEpoch
from coop.extensions import db

IDLE = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The session row behind a cookie, its person, and the epoch at which both were read."""

    session: WebSession
    user: User
    epoch: int


SIGN_IN = (
    select(WebSession, select(ScopeEpoch.value).scalar_subquery())
    .join(WebSession.user)
    .options(contains_eager(WebSession.user))
    .where(WebSession.token_hash == bindparam("token_hash"), User.state == ACTIVE)
    .where(WebSession.ends_at > bindparam("at", type_=Instant), WebSession.seen_at > bindparam("idle", type_=Instant))
)


def find_sign_in(token_hash: str, *, at: datetime) -> SignIn | None:
    """The live session of an active account: not past its end, and used within the last eight hours.

    Every request asks this, so the statement is built once.
    """
    row = db.session().execute(SIGN_IN, {"token_hash": token_hash, "at": at, "idle": at - IDLE}).one_or_none()
    return SignIn(row[0], row[0].user, row[1] or 0) if row else None


def live_sign_ins(token_hashes: list[str], *, at: datetime) -> list[SignIn]:
    """Those of the sessions that are alive, five hundred a statement: a socket's person is asked after each second."""
    found: list[SignIn] = []
    for start in range(0, len(token_hashes), 500):
        rows = db.session().execute(
            select(WebSession, select(ScopeEpoch.value).scalar_subquery())
            .join(WebSession.user)
            .options(contains_eager(WebSession.user))
            .where(WebSession.token_hash.in_(token_hashes[start : start + 500]), User.state == ACTIVE)
            .where(WebSession.ends_at > at, WebSession.seen_at > at - IDLE)
        )
        found += [SignIn(row[0], row[0].user, row[1] or 0) for row in rows]
    return found


def find_user(user_id: int) -> User | None:
    return db.session().get(User, user_id)


@dataclass(frozen=True, slots=True)
class Known:
    """What a door compares. Of a name that nobody has all is empty, found by the same statement and read as fast."""

    id: int = 0
    password: str | None = None
    is_active: bool = False


def known_as(identity: str) -> Known:
    """Columns and no row: a row would be read anew after each commit, and the answer to a known name come later (A-04)."""
    found = db.session().execute(select(User.id, User.password, User.state).where(_goes_by(identity)).limit(1)).one_or_none()
    return Known(found.id, found.password, found.state == ACTIVE) if found else Known()


def find_user_by_identity(typed: str) -> User | None:
    """The account that signs in with what was typed: a phone number, also without its country, an e-mail address, a user name."""
    return db.session().scalars(select(User).where(_goes_by(canonical(typed))).limit(1)).one_or_none()


def get_user_by_identity(typed: str) -> User:
    found = find_user_by_identity(typed)
    if found is None:
        raise NotFound(say("没有用“%(login)s”登录的账号。", login=typed))
    return found


def _goes_by(identity: str) -> ColumnElement[bool]:
    return or_(User.phone == identity, User.email == identity.lower(), User.username == identity.lower())


def find_device(user_id: int, token_hash: str) -> Device | None:
    """The account's device that keeps this number, if it ever signed in there."""
    return db.session().scalars(
        select(Device).where(Device.user_id == user_id, Device.token_hash == token_hash)
    ).one_or_none()


def find_link(digest: str) -> PersonalLink | None:
    """The link or code with this digest, with its person, whether it still opens anything or not."""
    matches = (PersonalLink.token_hash == digest) | (PersonalLink.code_hash == digest)
    return db.session().scalars(select(PersonalLink).where(matches)).one_or_none()


def find_device_by_id(device_id: int) -> Device | None:
    return db.session().get(Device, device_id)


def sessions_of(user_id: int) -> list[WebSession]:
    """Where the person is signed in now, the one used last in front."""
    at = now()
    return list(
        db.session().scalars(
            select(WebSession)
            .where(WebSession.user_id == user_id, WebSession.ends_at > at, WebSession.seen_at > at - IDLE)
            .order_by(WebSession.seen_at.desc(), WebSession.id.desc())
        )
    )


def recent_news_of(user_id: int) -> list[Deed]:
    """The last ten things that happened to this account, which only its person sees."""
    return list(
        db.session().scalars(
            select(Deed)
            .where(Deed.audience == audience.user(user_id), Deed.name.startswith("accounts."))
            .order_by(Deed.id.desc())
            .limit(10)
        )
    )


def renamed_at(user_id: int, *, since: datetime) -> datetime | None:
    """When the person last changed what they are called or what they sign in with, as the trail tells; None if not since then."""
    deeds = select(Deed.at, Deed.facts).where(Deed.subject_kind == "user", Deed.subject_id == user_id, Deed.at > since)
    deeds = deeds.where(Deed.name.in_(("accounts.SignInNamesChanged", "accounts.ProfileChanged"))).order_by(Deed.id.desc())
    names = {"name", "phone", "email", "username"}
    return next((at for at, facts in db.session().execute(deeds) if names & set(facts.get("fields", ()))), None)


def find_taken(user_id: int, field: str, value: str | None) -> User | None:
    """Another account that signs in with this name already."""
    if value is None:
        return None
    return db.session().scalars(select(User).where(getattr(User, field) == value, User.id != user_id)).first()


def has_active_operator() -> bool:
    return bool(db.session().scalar(select(exists().where(User.is_operator, User.state == ACTIVE))))


def accounts_unseen(*, since: datetime | None) -> list[User]:
    """All accounts, or those that are in use and have not signed in ``since`` then."""
    chosen = select(User).order_by(User.id)
    if since is not None:
        last = func.coalesce(User.signed_in_at, User.created_at)
        chosen = chosen.where(User.state == ACTIVE, last < since)
    return list(db.session().scalars(chosen))
