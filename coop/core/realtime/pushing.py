"""Hints to rooms, sent after the commit: by one thread in the order of the commits where a server runs, else at once."""

import threading
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import structlog

from coop.extensions import db, socketio

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Push:
    room: str
    topic: str
    payload: Any


def push(room: str, topic: str, payload: Any) -> None:
    """Send to a room after the running deed has committed, or now if none runs. The room is an audience or ``channel:9``."""
    pushes = db.session().info.get("pushes")
    if pushes is None:
        publish([Push(room, topic, payload)])
    else:
        pushes.append(Push(room, topic, payload))


def publish(pushes: list[Push]) -> None:
    """A failing socket layer never undoes or delays what was committed."""
    for hint in pushes:
        if Publisher.running:
            Publisher.waiting.put(hint)
        else:
            emit(hint)


def emit(hint: Push, *, is_local: bool = False) -> None:
    """Send at once; ``is_local`` reaches the sockets of this process only."""
    try:
        if socketio.server:
            socketio.server.emit(hint.topic, hint.payload, to=hint.room, ignore_queue=is_local)
    except Exception:
        log.exception("push failed", room=hint.room, topic=hint.topic)


class Publisher(threading.Thread):
    """Sends what was committed, so that whoever said something is acknowledged before two hundred others are told."""

    waiting: SimpleQueue[Push | None] = SimpleQueue()
    running = False

    def __init__(self) -> None:
        super().__init__(name="publisher", daemon=True)

    def start(self) -> None:
        Publisher.running = True
        super().start()

    def run(self) -> None:
        while hint := Publisher.waiting.get():
            emit(hint)

    def stop(self) -> None:
        """What is waiting is still sent; afterwards pushes go out at once."""
        Publisher.running = False
        Publisher.waiting.put(None)
