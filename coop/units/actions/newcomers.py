"""Accounts for people whom a branch or an operator names; called by deeds, which hold the gate."""

from uuid import uuid4

from sqlalchemy import select

from coop.accounts.actions import withdraw_slips
from coop.accounts.models import INVITED, Charge, User
from coop.core.actions import lock
from coop.core.errors import Invalid
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db
from coop.units.queries.elsewhere import belongs_elsewhere, held_in
from coop.units.wishes import UNPROVEN, Newcomer

NAMES = ("phone", "email", "username")


def _account_for(person: Newcomer, unit_id: int | None, *, by: Scope, branch_id: int | None = None) -> tuple[User, bool]:
    """The account that signs in with that phone number or e-mail address, or a new one; and whether it is new to everybody.

    Refuses a user name that somebody else has: unlike a phone number it does not say who is meant. Refuses an account that
    nobody has opened and that another unit has made: whoever holds that unit's card may be anybody.
    """
    found = _find("phone", person.phone) or _find("email", person.email)
    if found is None and _find("username", person.username):
        raise Invalid(say("用户名“%(name)s”已经有人用了，请换一个。", name=person.username), field="username")
    made = _made(person, is_kept=found is None)
    if found is None or not found.is_invited:
        return found or made, found is None
    return found, _take(found, person, Charge(found, unit_id, branch_id), by)


def _take(user: User, person: Newcomer, charge: Charge, by: Scope) -> bool:
    """An account that nobody has opened is wanted for more than before: cards that are out are void. One that is nobody's
    any more is made anew, of what was typed now; True where it has no place in the unit yet."""
    lock(user)
    if user.is_operator or belongs_elsewhere(user.id, charge.unit_id):
        field = "phone" if person.phone and user.phone == person.phone else "email"
        raise Invalid(UNPROVEN[field], field=field)
    withdraw_slips([charge], by=by)
    held = [one for one in held_in(charge.unit_id, [user.id]) if one.is_active]
    if not held:
        _renew(user, person, {name: _find(name, getattr(person, name)) for name in NAMES})
    return all(one.branch_id is None for one in held)


def _renew(user: User, person: Newcomer, holders: dict[str, User | None]) -> None:
    """The account has the name and the sign-in names that were typed, and none that somebody typed before."""
    user.name = person.name
    for name, holder in holders.items():
        setattr(user, name, getattr(person, name) if holder in (None, user) else None)


def _made(person: Newcomer, *, is_kept: bool) -> User:
    """Written in any case, and taken back where the person has an account: whoever invites must not learn from the time
    that there is one (A-04)."""
    user = User(name=person.name, state=INVITED, fs_uniquifier=uuid4().hex)
    if is_kept:
        user.phone, user.email, user.username = person.phone, person.email, person.username
    with db.session().begin_nested() as aside:
        db.session().add(user)
        db.session().flush()
        if not is_kept:
            aside.rollback()
    return user


def _find(name: str, value: str | None) -> User | None:
    return db.session().scalar(select(User).where(getattr(User, name) == value)) if value else None
