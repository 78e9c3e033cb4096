"""What was said, always in the order of the channel's own sequence."""

from collections.abc import Sequence

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import joinedload

from coop.core.errors import NotFound
from coop.core.scope import everything
from coop.discussion.models import MESSAGE, Channel, Message
from coop.extensions import db

MOST_ENTRIES = 200
# Built once: every message asks it.
SAID = select(Message).where(Message.sender_id == bindparam("sender_id"), Message.client_id == bindparam("client_id"))


EARLIER = (
    select(Message)
    .where(Message.channel_id == bindparam("channel_id"), Message.seq < bindparam("seq"), Message.kind == MESSAGE)
    .order_by(Message.seq.desc())
    .limit(bindparam("most", type_=Integer))
)


def get_message(message_id: int) -> Message:
    found = db.session().scalars(select(Message).where(Message.id == message_id, Message.kind == MESSAGE)).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_said(sender_id: int | None, client_id: str) -> Message | None:
    """What this person sent under this number before: a retry gets the first result."""
    with everything("finding what the sender said", quiet=True):
        return db.session().scalars(SAID, {"sender_id": sender_id, "client_id": client_id}).one_or_none()


def entries_after(channel: Channel, seq: int, *, limit: int = MOST_ENTRIES) -> Sequence[Message]:
    """Whatever happened after ``seq``, changes with the message that they changed."""
    following = _in(channel).where(Message.seq > seq).order_by(Message.seq).limit(min(limit, MOST_ENTRIES))
    return db.session().scalars(following.options(joinedload(Message.target))).all()


def latest(channel: Channel, *, limit: int = 50) -> Sequence[Message]:
    """The last messages, oldest first."""
    return messages_before(channel, channel.last_seq + 1, limit=limit)


def messages_before(channel: Channel, seq: int, *, limit: int = 50) -> Sequence[Message]:
    """The messages just before ``seq``, oldest first."""
    given = {"channel_id": channel.id, "seq": seq, "most": limit}
    return db.session().scalars(EARLIER, given).all()[::-1]


def messages_from(channel: Channel, seq: int, *, limit: int = MOST_ENTRIES) -> Sequence[Message]:
    """The messages from ``seq`` on, oldest first."""
    later = _in(channel).where(Message.seq >= seq, Message.kind == MESSAGE).order_by(Message.seq).limit(limit)
    return db.session().scalars(later).all()


def number_at(channel: Channel, seq: int) -> int:
    """How many messages the channel held when its sequence stood at ``seq``."""
    upto = _in(channel).where(Message.seq <= seq).order_by(Message.seq.desc()).limit(1)
    return db.session().scalar(upto.with_only_columns(Message.number)) or 0


def _in(channel: Channel) -> Select[Message]:
    return select(Message).where(Message.channel_id == channel.id)
