"""Having read, and wanting to come back to it."""

from coop.core import audience
from coop.core.actions import action
from coop.core.realtime import push
from coop.core.scope import Scope
from coop.discussion.models import Channel, Reading
from coop.discussion.policy import Permission
from coop.discussion.queries import find_reading, number_at, unread_total
from coop.extensions import db


@action(Permission.CHANNEL_SEE)
def mark_read(channel: Channel, *, seq: int, by: Scope) -> int:
    """The reader has seen everything up to ``seq``, on every device; an older report of an earlier place changes nothing."""
    reading = _reading(channel, by)
    if min(seq, channel.last_seq) > reading.last_seq:
        _move(reading, channel, min(seq, channel.last_seq), by)
    return reading.last_seq


@action(Permission.CHANNEL_SEE)
def mark_unread(channel: Channel, *, seq: int, by: Scope) -> int:
    """The reader wants to come back: from the message ``seq`` on everything counts as new again, on every device."""
    reading = _reading(channel, by)
    _move(reading, channel, max(0, min(seq, channel.last_seq) - 1), by)
    return reading.last_seq


def _reading(channel: Channel, by: Scope) -> Reading:
    found = find_reading(channel, by.user_id)
    if found is None:
        found = Reading(user_id=by.user_id, channel_id=channel.id, last_seq=0, count=0)
        db.session().add(found)
    return found


def _move(reading: Reading, channel: Channel, seq: int, by: Scope) -> None:
    """Counts go to this one person, never to everybody."""
    reading.last_seq, reading.count = seq, number_at(channel, seq)
    db.session().flush()
    unread = channel.message_count - reading.count
    push(
        audience.user(by.user_id or 0),
        "unread",
        {"channel": channel.id, "seq": seq, "unread": unread, "total": unread_total(by)},
    )
