"""Accounts for people whom a branch or an operator names; called by deeds, which hold the gate."""

from uuid import uuid4

from sqlalchemy import select

from coop.accounts.models import INVITED, User
from coop.core.errors import Invalid
from coop.core.sentences import say
from coop.extensions import db
from coop.units.wishes import Newcomer


def _account_for(person: Newcomer) -> tuple[User, bool]:
    """The account that signs in with that phone number or e-mail address, or a new one; and whether it is new.

    Refuses a user name that somebody else has: unlike a phone number it does not say who is meant.
    """
    found = _find(User.phone == person.phone, person.phone) or _find(User.email == person.email, person.email)
    if found is None and _find(User.username == person.username, person.username):
        raise Invalid(say("用户名“%(name)s”已经有人用了，请换一个。", name=person.username), field="username")
    made = _made(person, is_kept=found is None)
    return found or made, found is None


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


def _find(condition: object, value: str | None) -> User | None:
    if not value:
        return None
    return db.session().scalar(select(User).where(condition))  # type: ignore[arg-type]
