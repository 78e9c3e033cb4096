"""Saying something, and changing or taking back what was said. Each is one entry of the channel's sequence."""

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import bindparam, update

from coop.core.actions import action
from coop.core.base import Instant
from coop.core.clock import now
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.realtime import push
from coop.core.scope import Scope, everything
from coop.core.sentences import say
from coop.discussion.events import MemberMentioned, MessageRemoved
from coop.discussion.models import EDIT, EDITED, MESSAGE, RECALL, RECALLED, REMOVAL, REMOVED, Channel, Message, Reading
from coop.discussion.policy import Permission
from coop.discussion.queries import find_reading, find_said, get_channel, people_to_mention, voice_of
from coop.discussion.wire_form import Entry, as_entry
from coop.discussion.wording import called, checked, demand_changeable, numbered, preview
from coop.extensions import db

# Built once: every message carries them out. What they change is read anew by whoever needs it.
AS_IT_IS = {"synchronize_session": False}
_ONE = update(Channel).where(Channel.id == bindparam("channel")).returning(Channel.last_seq, Channel.message_count)
NEXT_CHANGE = _ONE.values(last_seq=Channel.last_seq + 1)
NEXT_MESSAGE = NEXT_CHANGE.values(
    message_count=Channel.message_count + 1, last_at=bindparam("at", type_=Instant), last_line=bindparam("line")
)
READ_OWN = (
    update(Reading)
    .where(Reading.user_id == bindparam("user"), Reading.channel_id == bindparam("channel"))
    .where(Reading.count == bindparam("before"))
    .values(last_seq=bindparam("to_seq"), count=bindparam("to"))
    .returning(Reading.id)
)


@action(Permission.MESSAGE_POST)
def post_message(channel: Channel, *, text: str, client_id: str, mentions: Iterable[int] = (), by: Scope) -> Entry:
    """The words stand in the channel under the next number; sent again under the same ``client_id`` they stand there once.

    Refuses an empty or too long text and a channel that is read only. Announces MemberMentioned for each name called.
    """
    client_id = numbered(client_id)
    earlier = find_said(by.user_id, client_id)
    if earlier:
        return as_entry(earlier)
    _demand_open(channel)
    text = checked(text)
    names = called(text, mentions, people_to_mention(channel)) if mentions else {}
    told = [{"id": number, "name": name} for number, name in names.items()]
    message = _append(channel, MESSAGE, by, client_id=client_id, text=text, mentions=told)
    _read_own(channel, message, by)
    for user_id in names:
        record(MemberMentioned(channel.id, message.id, user_id), subject=message)
    entry = as_entry(message)
    push(channel.room, "entry", entry)
    return entry


@action(Permission.MESSAGE_CHANGE)
def edit_message(message: Message, *, text: str, by: Scope) -> Entry:
    """The author's message says something else from now on, and says that it was changed; possible for a day."""
    _demand_alive(message)
    message.text, message.state = checked(text), EDITED
    return _announce(message, EDIT, by)


@action(Permission.MESSAGE_CHANGE)
def recall_message(message: Message, *, by: Scope) -> Entry:
    """The author takes the message back: its words are gone from the database too. Possible for a day."""
    _demand_alive(message)
    message.text, message.state, message.mentions = "", RECALLED, []
    return _announce(message, RECALL, by)


@action(Permission.MESSAGE_REMOVE)
def remove_message(message: Message, *, reason: str, by: Scope) -> Entry:
    """An officer takes the message out of sight and says why; the words are kept so that it can come back.

    Announces MessageRemoved, from which its author learns the reason.
    """
    if not reason.strip():
        raise Invalid(say("请写明移除的理由，作者会看到。"), field="reason")
    if not message.is_shown:
        raise Conflict(say("这条消息已经撤回或移除。"))
    message.reason, message.state = reason.strip()[:500], REMOVED
    entry = _announce(message, REMOVAL, by)
    record(MessageRemoved(message.channel_id, message.id, message.sender_id), subject=message)
    return entry


def _demand_open(channel: Channel) -> None:
    if not channel.is_open:
        raise Conflict(say("这个共建关系现在不在进行中，讨论只能查看。"))


def _append(channel: Channel, kind: str, by: Scope, *, client_id: str, text: str = "", **fields: object) -> Message:
    """The next entry of the sequence: the row lock of the update makes the order of commits the order of numbers."""
    session, voice, at = db.session(), voice_of(channel, by), now()
    place = {"channel": channel.id, "at": at, "line": preview(voice.name, text)}
    entry = Message(
        channel_id=channel.id, audience=channel.audience, unit_id=voice.unit_id, branch_id=voice.branch_id, kind=kind,
        sender_id=by.user_id, client_id=client_id, sender_name=voice.name, sender_line=voice.line, text=text, at=at,
        **({"mentions": [], "state": "sent", "reason": ""} | fields),
    )  # fmt: skip
    with everything("taking the next number", quiet=True):
        moved = session.execute(NEXT_MESSAGE if kind == MESSAGE else NEXT_CHANGE, place, execution_options=AS_IT_IS)
        entry.seq, entry.number = moved.one()
        session.add(entry)
        session.flush()
    return entry


def _announce(message: Message, kind: str, by: Scope) -> Entry:
    """Put the change into the sequence and tell everybody who is looking; the list of channels repeats no words that are gone."""
    channel = get_channel(message.channel_id)
    if kind != REMOVAL:
        _demand_open(channel)
    change = _append(channel, kind, by, client_id=str(uuid4()), target_id=message.id)
    if message.number == change.number:
        channel.last_line = preview(message.sender_name, message.text) if message.is_shown else ""
    entry = as_entry(change, target=message)
    push(channel.room, "entry", entry)
    return entry


def _demand_alive(message: Message) -> None:
    if not message.is_shown:
        raise Conflict(say("这条消息已经撤回或移除。"))
    demand_changeable(message.at, at=now())


def _read_own(channel: Channel, message: Message, by: Scope) -> None:
    """Whoever had read everything has read their own words too, and whoever begins by speaking begins here."""
    session = db.session()
    place = {"user": by.user_id, "channel": channel.id, "before": message.number - 1, "to_seq": message.seq, "to": message.number}
    moved = session.execute(READ_OWN, place, execution_options=AS_IT_IS).first()
    if moved is None and find_reading(channel, by.user_id) is None:
        session.add(Reading(user_id=by.user_id, channel_id=channel.id, last_seq=message.seq, count=message.number))
        session.flush()
