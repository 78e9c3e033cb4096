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
    if found is not None:
        return found, False
    if _find(User.username == person.username, person.username):
        raise Invalid(say("用户名“%(name)s”已经有人用了，请换一个。", name=person.username), field="username")
    user = User(name=person.name, phone=person.phone, email=person.email, username=person.username)
    user.state, user.fs_uniquifier = INVITED, uuid4().hex
    db.session().add(user)
    db.session().flush()
    return user, True


def _find(condition: object, value: str | None) -> User | None:
    if not value:
        return None
    return db.session().scalar(select(User).where(condition))  # type: ignore[arg-type]
