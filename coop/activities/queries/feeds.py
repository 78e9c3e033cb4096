"""Whose calendar a secret address is."""

from hashlib import sha256

from sqlalchemy import select

from coop.accounts.models import ACTIVE, User
from coop.activities.models import CalendarFeed
from coop.core.errors import NotFound
from coop.core.scope import Scope, everything, scope_of
from coop.extensions import db

LONGEST_TOKEN = 100


def get_feed_scope(token: str) -> Scope:
    """What the feed's owner belongs to at this moment; a secret that is unknown, replaced or of a closed account is 404."""
    digest = sha256(token[:LONGEST_TOKEN].encode()).hexdigest()
    with everything("a calendar program asks with its secret", quiet=True):
        owner = db.session().scalars(
            select(User).join(CalendarFeed, CalendarFeed.user_id == User.id)
            .where(CalendarFeed.token_hash == digest, User.state == ACTIVE)
        ).one_or_none()  # fmt: skip
        if owner is None:
            raise NotFound
        number = owner.id
    return scope_of(number)


def find_feed(user_id: int | None) -> CalendarFeed | None:
    return db.session().scalars(select(CalendarFeed).where(CalendarFeed.user_id == user_id)).one_or_none()
