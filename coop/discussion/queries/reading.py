"""How far people have read: one number a person and channel, the same on every device (D3)."""

from sqlalchemy import func, select

from coop.core.scope import Scope
from coop.discussion.models import Channel, Reading
from coop.discussion.queries.channels import is_mine, reading_of
from coop.extensions import db


def find_reading(channel: Channel, user_id: int | None) -> Reading | None:
    mine = select(Reading).where(Reading.user_id == user_id, Reading.channel_id == channel.id)
    return db.session().scalars(mine).one_or_none()


def unread_total(scope: Scope) -> int:
    """What the rail's badge says; one statement, as every page asks it."""
    if not scope.own_branch_ids:
        return 0
    unread = func.sum(Channel.message_count - func.coalesce(Reading.count, 0))
    mine = select(unread).select_from(Channel).outerjoin(Reading, reading_of(scope)).where(is_mine(scope))
    return db.session().scalar(mine) or 0
