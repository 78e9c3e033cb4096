"""Who is connected to this process: one row in memory per open socket, and the seam to whoever knows sessions."""

import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from coop.core.errors import TooMany
from coop.core.realtime.rates import Bucket, Rate
from coop.core.scope import Scope
from coop.extensions import socketio

MOST_PER_USER = 10
MOST_STRIKES = 3


@dataclass(slots=True)
class Presence:
    """One open socket of one signed-in person. ``mark`` is the fingerprint of the session that opened it,
    ``checked`` the scope under which its rooms were last asked for."""

    sid: str
    mark: str
    scope: Scope
    address: str = ""
    rooms: set[str] = field(default_factory=set)
    checked: Scope | None = None
    strikes: int = 0

    @property
    def user_id(self) -> int:
        return self.scope.user_id or 0


class Doorman(Protocol):
    """Who may come in and who may stay; accounts provides it, as core knows no sessions."""

    def admit(self, environ: dict[str, Any], token: str) -> tuple[str, Scope] | None:
        """The session's fingerprint and its person's scope, if cookie and CSRF token are good together."""

    def stay(self, mark: str) -> Scope | None:
        """The present scope of a session's person; None where the session has ended."""

    def staying(self, marks: Iterable[str]) -> dict[str, Scope]:
        """The present scopes of those sessions that still live."""


@dataclass(slots=True)
class House:
    """What the process knows of its sockets. Room rules say which of some rooms a scope may still be in."""

    doorman: Doorman | None = None
    present: dict[str, Presence] = field(default_factory=dict)
    room_rules: dict[str, Callable[[Scope, list[int]], set[int]]] = field(default_factory=dict)
    heartbeats: list[Callable[[list[Presence]], None]] = field(default_factory=list)
    rates: dict[str, Rate] = field(default_factory=dict)
    buckets: dict[tuple[int, str], Bucket] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


house = House()


def enter(presence: Presence) -> bool:
    """Count the socket in; False where the person has too many open already."""
    with house.lock:
        held = Counter(other.user_id for other in house.present.values())
        if held[presence.user_id] >= MOST_PER_USER:
            return False
        house.present[presence.sid] = presence
        return True


def leave(sid: str) -> None:
    with house.lock:
        house.present.pop(sid, None)


def join(presence: Presence, room: str) -> None:
    """The room's name is the server's, made from a subject that the gate has let through."""
    socketio.server.enter_room(presence.sid, room)
    presence.rooms.add(room)


def part(presence: Presence, room: str) -> None:
    socketio.server.leave_room(presence.sid, room)
    presence.rooms.discard(room)


def wait_for(user_id: int, kind: str, rate: Rate | None = None) -> float:
    """Seconds until this person may do that again; 0 is now. All sockets of a person share one allowance.

    Without a ``rate`` it is the operator's setting in ``house.rates``.
    """
    with house.lock:
        if len(house.buckets) > 20_000:
            house.buckets.clear()
        bucket = house.buckets.setdefault((user_id, kind), Bucket(rate or house.rates[kind]))
        return bucket.wait(time.monotonic())


def demand_allowance(user_id: int, kind: str) -> None:
    """The same deed by a plain request: it is taken from the same allowance as over the socket, or refused for so long."""
    if wait := wait_for(user_id, kind):
        raise TooMany(retry_after=math.ceil(wait))


def close(sid: str) -> None:
    """End a socket whole, not only its namespace, so that its threads go too."""
    server = socketio.server
    eio_sid = server.manager.eio_sid_from_sid(sid, "/")
    leave(sid)
    server.disconnect(sid, ignore_queue=True)
    if eio_sid:
        server.eio.disconnect(eio_sid)
