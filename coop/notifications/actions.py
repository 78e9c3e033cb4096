"""Telling people, and people having been told."""

from collections.abc import Collection
from dataclasses import dataclass

from coop.core import audience, realtime
from coop.core.actions import action
from coop.core.scope import Scope
from coop.core.sentences import Sentence
from coop.extensions import db
from coop.notifications import queries
from coop.notifications.models import READ, Notification
from coop.notifications.policy import Permission


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told: the occasion's key, a sentence, where it leads and what it is about."""

    key: str
    sentence: Sentence
    url: str
    kind: str

    @property
    def topic(self) -> str:
        """Messages that lead to one page are about one thing."""
        return self.url.partition("?")[0][:60]


@action(Permission.NOTIFICATION_WRITE)
def tell_people(user_ids: Collection[int], message: Message, *, by: Scope) -> list[int]:
    """Each active person among them has heard of the occasion once, however often this runs; returns who is new to it."""
    told = queries.told_of(message.key)
    fresh = [user_id for user_id in queries.active_among(user_ids) if user_id not in told]
    for user_id in fresh:
        db.session().add(_notification(user_id, message))
        realtime.push(audience.user(user_id), "notified", {"sentence": str(message.sentence), "url": message.url})
    return fresh


def _notification(user_id: int, message: Message) -> Notification:
    return Notification(
        user_id=user_id,
        audience=audience.user(user_id),
        key=message.key,
        kind=message.kind,
        topic=message.topic,
        template=message.sentence.template[:300],
        values=message.sentence.values,
        url=message.url,
    )


@action(Permission.NOTIFICATION_READ)
def clear_badge(reader: Scope, *, by: Scope) -> None:
    """The centre was opened: nothing is new any more, though it may still be unread (N1)."""
    for notification in queries.new_of(reader.user_id or 0):
        notification.is_new = False


@action(Permission.NOTIFICATION_READ)
def read_notification(notification: Notification, *, by: Scope) -> Notification:
    notification.state, notification.is_new = READ, False
    return notification


@action(Permission.NOTIFICATION_READ)
def read_all(reader: Scope, *, by: Scope) -> None:
    for notification in queries.unread_of(reader.user_id or 0):
        notification.state, notification.is_new = READ, False
