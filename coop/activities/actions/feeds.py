"""A person's secret calendar address: made, made anew, taken back."""

from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import delete

from coop.accounts.models import User
from coop.activities.events import FeedIssued, FeedRevoked
from coop.activities.models import CalendarFeed
from coop.activities.policy import Permission
from coop.core import audience
from coop.core.actions import action
from coop.core.events import record
from coop.core.scope import Scope
from coop.extensions import db


@action(Permission.FEED_OWN)
def issue_feed(user: User, *, by: Scope) -> str:
    """A new secret, told this once; an earlier one stops working at once."""
    _forget(user.id)
    token = token_urlsafe(32)
    feed = CalendarFeed(user_id=user.id, token_hash=sha256(token.encode()).hexdigest(), audience=audience.user(user.id))
    db.session().add(feed)
    db.session().flush()
    record(FeedIssued(user.id), audience=audience.user(user.id))
    return token


@action(Permission.FEED_OWN)
def revoke_feed(user: User, *, by: Scope) -> None:
    """The address answers 404 from now on."""
    _forget(user.id)
    record(FeedRevoked(user.id), audience=audience.user(user.id))


def _forget(user_id: int) -> None:
    db.session().execute(delete(CalendarFeed).where(CalendarFeed.user_id == user_id))
