"""Signing in, step by step: count the try, do the same work whoever is meant, then open or say one and the same sentence."""

from dataclasses import dataclass

from coop.accounts import actions, queries
from coop.accounts.actions import admit, count_attempt, refuse_sign_in
from coop.accounts.models import User
from coop.accounts.names import canonical
from coop.accounts.passwords import hashing
from coop.accounts.trials import Browser, Trial, Waiting, about_name, about_user
from coop.core.clock import now
from coop.core.errors import Invalid, TooMany
from coop.core.scope import Scope
from coop.core.sentences import say

WRONG = say("账号或口令不对。连续错五次要等 15 分钟；忘记口令可以找回。")
TOO_OFTEN = say("试得太多了，请约 %(minutes)d 分钟后再试；忘记口令可以先找回。")


@dataclass(frozen=True, slots=True)
class Knock:
    """What somebody at the door says and brings along."""

    name: str
    password: str
    address: str | None
    browser: Browser


def sign_in(knock: Knock, *, by: Scope) -> User:
    """The person whose name and password these are. Whether the name exists is told by nothing: text, status or time (A-04)."""
    hashing.prepare()
    name = canonical(knock.name)
    known = queries.known_as(name)
    device = queries.find_device(known.id, knock.browser.number)
    trial = Trial(_about(known, name), knock.address, device.id if device else None)
    waiting = count_attempt(trial, by=by)
    if waiting.visitor_until:
        refuse_sign_in(None, user_id=None, reason="too many from there", by=by)
        raise too_often(waiting)
    fits, renewed = hashing.matches(knock.password, known.password if known.is_active else None)
    user = queries.find_user(known.id) if fits and not waiting.is_shut else None
    if user is None:
        refuse_sign_in(None, user_id=known.id or None, reason="shut" if waiting.is_shut else "wrong", by=by)
        raise Invalid(WRONG)
    return admit(user, trial=trial, browser=knock.browser, renewed=renewed, by=by)


def too_often(waiting: Waiting) -> TooMany:
    """What a visitor whose own tries were too many is told, with the wait in minutes."""
    seconds = int((waiting.visitor_until - now()).total_seconds()) + 1 if waiting.visitor_until else 60
    return TooMany(say(TOO_OFTEN.template, minutes=seconds // 60 + 1), retry_after=seconds)


def ask_reset(typed: str, address: str | None, *, by: Scope) -> None:
    """The way back is asked for; each asking counts, for the name as for the address, so that no mailbox is flooded."""
    name = canonical(typed)
    known = queries.known_as(name)
    trial = Trial(_about(known, name), address, door="reset")
    waiting = count_attempt(trial, by=by)
    if waiting.visitor_until:
        raise too_often(waiting)
    if not waiting.is_shut:
        actions.ask_reset(None, user_id=known.id if known.is_active else None, by=by)


def _about(known: queries.Known, name: str) -> str:
    return about_user(known.id) if known.id else about_name(name)


def confirm(user: User, password: str, address: str | None, *, by: Scope) -> None:
    """Somebody at an open desk is not the person: what matters asks for the password once more, and counts the misses."""
    trial = Trial(about_user(user.id), address, door="confirm")
    waiting = count_attempt(trial, by=by)
    if waiting.is_shut:
        raise too_often(waiting)
    fits, _ = hashing.matches(password, user.password)
    if not fits:
        refuse_sign_in(None, user_id=user.id, reason="confirmation", by=by)
        raise Invalid(say("口令不对。"), field="current")
    actions.forgive(trial, by=by)
