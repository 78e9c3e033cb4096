"""A discussion begins."""

from coop.core.actions import action
from coop.core.events import record
from coop.core.scope import Scope
from coop.discussion.events import ChannelOpened
from coop.discussion.models import Channel
from coop.discussion.policy import Permission
from coop.discussion.queries import find_channel_about
from coop.discussion.subjects import Subject
from coop.extensions import db


@action(Permission.CHANNEL_OPEN)
def open_channel(subject: Subject, *, by: Scope) -> Channel:
    """The subject has a channel for its audience; opening it a second time finds the first. Announces ChannelOpened."""
    found = find_channel_about(subject.kind, subject.id)
    if found:
        return found
    channel = Channel(
        subject_kind=subject.kind,
        subject_id=subject.id,
        title=subject.title[:120],
        audience=subject.audience,
        unit_id=subject.unit_id,
        branch_id=subject.branch_id,
        partnership_id=subject.partnership_id,
    )
    db.session().add(channel)
    db.session().flush()
    record(ChannelOpened(channel.id), subject=channel)
    return channel
