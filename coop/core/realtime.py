"""Telling open pages at once what happened. A push is a hint and may be lost: clients heal by their cursor."""

from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask

from coop.extensions import db, socketio
from coop.settings import Settings

log = structlog.get_logger()


def init_app(app: Flask, settings: Settings) -> None:
    """WebSocket only, so that no two requests of one client need the same process; Redis carries pushes between them."""
    socketio.init_app(
        app,
        async_mode="threading",
        transports=["websocket"],
        message_queue=settings.redis_url,
        manage_session=False,
        max_http_buffer_size=65536,
        cors_allowed_origins=[],
        ping_interval=20,
        ping_timeout=20,
    )


@dataclass(frozen=True, slots=True)
class Push:
    room: str
    topic: str
    payload: dict[str, Any]


def push(room: str, topic: str, payload: dict[str, Any]) -> None:
    """Send to a room after the running deed has committed, or now if none runs. The room is an audience or ``channel:9``."""
    pushes = db.session().info.get("pushes")
    if pushes is None:
        publish([Push(room, topic, payload)])
    else:
        pushes.append(Push(room, topic, payload))


def publish(pushes: list[Push]) -> None:
    """A failing socket layer never undoes or delays what was committed."""
    for hint in pushes:
        try:
            socketio.emit(hint.topic, hint.payload, to=hint.room)
        except Exception:
            log.exception("push failed", room=hint.room, topic=hint.topic)
