"""How far people have read: one number a person and channel, the same on every device (D3)."""

from typing import Any

from sqlalchemy import and_, bindparam, func, select

from coop.core.scope import Scope
from coop.discussion.models import Channel, Reading
from coop.discussion.queries.channels import belongs_to, own_audiences
from coop.extensions import db

ONE = select(Reading).where(Reading.user_id == bindparam("user_id"), Reading.channel_id == bindparam("channel_id"))


def find_reading(channel: Channel, user_id: int | None) -> Reading | None:
    return db.session().scalars(ONE, {"user_id": user_id, "channel_id": channel.id}).one_or_none()


UNREAD = (
    select(func.sum(Channel.message_count - func.coalesce(Reading.count, 0)))
    .select_from(Channel)
    .outerjoin(Reading, and_(Reading.channel_id == Channel.id, Reading.user_id == bindparam("user_id")))
    .where(belongs_to(bindparam("branch_ids", expanding=True), bindparam("own", expanding=True)))
)


def unread_for(scope: Scope) -> dict[str, Any]:
    """What ``UNREAD`` is told about a reader."""
    return {"user_id": scope.user_id, "branch_ids": list(scope.own_branch_ids), "own": own_audiences(scope)}


def unread_total(scope: Scope) -> int:
    """What the rail's badge says."""
    return (db.session().scalar(UNREAD, unread_for(scope)) or 0) if scope.own_branch_ids else 0
