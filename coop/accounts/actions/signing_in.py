"""The door: tries are counted before they are judged, so that many at once are not more than many in a row."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from coop.accounts.events import NewDeviceSeen, SignedOut, SignInFailed, SignInSucceeded
from coop.accounts.lockout import MEMORY, closed_until
from coop.accounts.models import ABSOLUTE, Attempt, Device, User, WebSession
from coop.accounts.policy import Permission
from coop.accounts.trail import noted, told
from coop.accounts.trials import Browser, Trial, Waiting
from coop.core.actions import action
from coop.core.clock import now
from coop.core.database import stand_in_line
from coop.core.errors import NotFound
from coop.core.scope import Scope
from coop.core.sent import forget_forms
from coop.extensions import db


@action(Permission.SIGN_IN)
def count_attempt(trial: Trial, *, by: Scope) -> Waiting:
    """The try stands as a failure until ``forgive`` takes it back; a door that is shut counts nothing more."""
    stand_in_line(db.session(), *trial.keys)
    at = now()
    _forget_what_is_over(at)
    shut = {key: closed_until(_times(key), at) for key in trial.keys}
    account = shut.pop(trial.account, None)
    waiting = Waiting(visitor_until=max(filter(None, shut.values()), default=None), account_until=account)
    if not waiting.is_shut:
        db.session().add_all(Attempt(key=key, about=trial.about, at=at) for key in trial.keys)
    return waiting


@action(Permission.SIGN_IN)
def forgive(trial: Trial, *, by: Scope) -> None:
    """Who succeeded was no attacker: their failures at this place no longer count, those of others there do."""
    _forgive(trial)


@action(Permission.SIGN_IN)
def refuse_sign_in(_: None, *, user_id: int | None, reason: str, by: Scope) -> None:
    """The trail shows the failure with its reason; the account, where there is one, sees it among its own."""
    noted(SignInFailed(user_id=user_id, reason=reason), user_id, result="refused")


@action(Permission.SIGN_IN)
def admit(user: User, *, trial: Trial, browser: Browser, renewed: str | None, by: Scope) -> User:
    """The password was right: failures are forgotten, a stronger hash is kept, a new device is announced."""
    if not user.active:
        raise NotFound
    _forgive(trial)
    if renewed:
        user.password = renewed
    user.signed_in_at = now()
    told(SignInSucceeded(user_id=user.id), user)
    know_device(user, browser=browser, by=by)
    return user


@action(Permission.SIGN_IN)
def know_device(user: User, *, browser: Browser, by: Scope) -> None:
    """The account knows this browser again. From the second one on the person is told; the first is the one they joined with."""
    known = select(Device).where(Device.user_id == user.id)
    device = db.session().scalars(known.where(Device.token_hash == browser.number)).one_or_none()
    if device:
        device.seen_at, device.name = now(), browser.name[:200]
        return
    has_others = db.session().scalar(select(known.exists()))
    device = Device(user_id=user.id, token_hash=browser.number, name=browser.name[:200])
    db.session().add(device)
    db.session().flush()
    if has_others:
        told(NewDeviceSeen(user_id=user.id, device_id=device.id), user)


@action(Permission.OWN_EDIT)
def sign_out(user: User, *, session_id: int | None, by: Scope) -> None:
    """The session's row is gone: its cookie and its sockets are nobody's from now on."""
    db.session().execute(delete(WebSession).where(WebSession.id == session_id, WebSession.user_id == user.id))
    told(SignedOut(user_id=user.id), user)


def _forgive(trial: Trial) -> None:
    here = (Attempt.key == trial.place) & (Attempt.about == trial.about)
    own = [key for key in trial.keys if key != trial.place]
    db.session().execute(delete(Attempt).where(or_(here, Attempt.key.in_(own))))


def _forget_what_is_over(at: datetime) -> None:
    """Tries too old to count, sessions past their end, and forms that were sent in such sessions."""
    db.session().execute(delete(Attempt).where(Attempt.at < at - MEMORY))
    db.session().execute(delete(WebSession).where(WebSession.ends_at < at))
    forget_forms(at - ABSOLUTE)


def _times(key: str) -> list[datetime]:
    return list(db.session().scalars(select(Attempt.at).where(Attempt.key == key)))
