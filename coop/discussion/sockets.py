"""The discussion on the socket: parse, ask the gate, answer. docs/realtime-protocol.md tells it to other clients."""

import time
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from coop.core.realtime.dispatch import Shape, on, requires, signed_in
from coop.core.realtime.presence import Presence, house, join, part
from coop.core.realtime.pushing import Push, emit, push
from coop.core.realtime.scribe import together
from coop.core.scope import Scope, entering, everything
from coop.discussion import actions, queries
from coop.discussion.catching_up import catch_up
from coop.discussion.models import Channel
from coop.discussion.policy import Permission
from coop.discussion.rates import JOINS, READS, SYNCS, TYPING
from coop.discussion.wording import LONGEST

HEADS_EVERY = 20.0
Number = Annotated[int, Field(ge=1, le=2**53)]
Seq = Annotated[int, Field(ge=0, le=2**53)]
ClientId = Annotated[str, Field(min_length=36, max_length=36), AfterValidator(lambda text: str(UUID(text)))]


class Join(Shape):
    channel: Number
    after: Seq | None = None


class Leave(Shape):
    channel: Number


class Typing(Shape):
    channel: Number


class Read(Shape):
    channel: Number
    seq: Seq


class Post(Shape):
    channel: Number
    client_id: ClientId
    text: Annotated[str, Field(max_length=LONGEST * 2)]
    mentions: Annotated[list[Number], Field(max_length=50)] = []


class Sync(Shape):
    cursors: Annotated[dict[str, Seq], Field(max_length=20)]


@on("join", Join, rate=JOINS)
@requires(Permission.CHANNEL_SEE, of=queries.get_channel)
def enter(channel: Channel, message: Join, live: Presence) -> dict[str, Any]:
    """From now on the socket hears the channel; with ``after`` it gets what it missed."""
    join(live, channel.room)
    return {"head": channel.last_seq} if message.after is None else catch_up(channel, message.after)


@on("leave", Leave, rate=JOINS)
@signed_in
def go(message: Leave, live: Presence) -> None:
    """Leaving a channel one is not in says nothing about whether there is one."""
    part(live, f"channel:{message.channel}")


@on("sync", Sync, rate=SYNCS)
@signed_in
def sync(message: Sync, live: Presence) -> dict[str, Any]:
    """After a reconnect: join all again and get what was missed; a channel that is not the reader's is not mentioned."""
    wanted = {int(number): seq for number, seq in message.cursors.items() if number.isdecimal() and len(number) < 16}
    answers = {}
    for number in sorted(queries.visible_channel_ids(wanted)):
        channel = queries.get_channel(number)
        join(live, channel.room)
        answers[str(number)] = catch_up(channel, wanted[number])
    return {"channels": answers}


@on("post", Post)
@signed_in
def post(message: Post, live: Presence) -> dict[str, Any]:
    """Acknowledged after the commit, and only then. Filter and gate are asked inside the transaction that writes."""
    made = together(lambda: post_as(message, live.scope))
    return {name: made[name] for name in ("seq", "id", "at", "name", "line", "branch")}


def post_as(message: Post, by: Scope) -> dict[str, Any]:
    with entering(by):
        channel = queries.get_channel(message.channel)
        return actions.post_message(
            channel, text=message.text, client_id=message.client_id, mentions=message.mentions, by=by
        )


@on("typing", Typing, rate=TYPING)
@requires(Permission.MESSAGE_POST, of=queries.get_channel)
def typing(channel: Channel, message: Typing, live: Presence) -> None:
    """A hint that is kept nowhere."""
    voice = queries.voice_of(channel, live.scope)
    push(channel.room, "typing", {"channel": channel.id, "user": live.user_id, "name": voice.name})


@on("read", Read, rate=READS)
@requires(Permission.CHANNEL_SEE, of=queries.get_channel)
def read(channel: Channel, message: Read, live: Presence) -> None:
    actions.mark_read(channel, seq=message.seq, by=live.scope)


def rooms_left(scope: Scope, numbers: list[int]) -> set[int]:
    """Which of these channels somebody may still hear."""
    with entering(scope):
        return queries.visible_channel_ids(numbers)


class Heads:
    """Every 20 seconds each room hears its channel's last number, so that a lost last message is noticed too."""

    due = 0.0

    @classmethod
    def beat(cls, presences: list[Presence]) -> None:
        if time.monotonic() < cls.due:
            return
        cls.due = time.monotonic() + HEADS_EVERY
        rooms = {room for live in presences for room in live.rooms if room.startswith("channel:")}
        with everything("telling heads", quiet=True):
            heads = queries.last_seqs(int(room.partition(":")[2]) for room in rooms)
        for number, head in heads.items():
            # Every process tells its own sockets: not through Redis, which may be the very thing that failed.
            emit(Push(f"channel:{number}", "heads", {str(number): head}), is_local=True)


class Counts:
    """Every second whoever is connected, and not in the channel that moved, learns what is unread now."""

    known: dict[int, int] = {}

    @classmethod
    def beat(cls, presences: list[Presence]) -> None:
        with everything("counting what is new", quiet=True):
            moved = {c.id: c for c in queries.moved_lately() if cls.known.get(c.id) != c.message_count}
        cls.known |= {number: channel.message_count for number, channel in moved.items()}
        inside = {(live.user_id, room) for live in presences for room in live.rooms}
        for live in {live.user_id: live for live in presences}.values():
            outside = [c for c in moved.values() if c.audience in live.scope.audiences and (live.user_id, c.room) not in inside]
            if outside:
                cls.tell(live, outside)

    @staticmethod
    def tell(live: Presence, channels: list[Any]) -> None:
        with entering(live.scope):
            total = queries.unread_total(live.scope)
        for channel in channels:
            hint = {"channel": channel.id, "total": total, "line": channel.last_line}
            emit(Push(f"user:{live.user_id}", "unread", hint), is_local=True)


house.room_rules["channel"] = rooms_left
house.heartbeats[:] = [beat for beat in house.heartbeats if beat not in (Heads.beat, Counts.beat)] + [Heads.beat, Counts.beat]
