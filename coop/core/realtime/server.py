"""Ties the socket server to the application: WebSocket only, so that no two requests of one client need the same process."""

import json
from typing import Any

import structlog
from flask import Flask
from socketio.exceptions import ConnectionRefusedError as Refusal

from coop.core.realtime import presence as people
from coop.core.realtime.dispatch import receive
from coop.core.realtime.door import Door
from coop.core.realtime.presence import Presence, house
from coop.core.realtime.rates import Rate
from coop.core.realtime.rooms import Rooms, SharedRooms
from coop.core.realtime.wire import LARGEST, OncePacket, Wire, open_wires
from coop.core.web.layers import surround
from coop.extensions import socketio
from coop.settings import Settings

log = structlog.get_logger()


class Json:
    """Chinese goes out as it is, a third of the bytes; what nests too deep is a fault like any other."""

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        return json.dumps(value, **({"ensure_ascii": False} | options))

    @staticmethod
    def loads(text: str, **options: Any) -> Any:
        try:
            return json.loads(text, **options)
        except RecursionError:
            raise ValueError("nested too deep") from None


def init_app(app: Flask, settings: Settings) -> None:
    """Redis, where it is set, carries pushes between processes."""
    socketio.init_app(
        app,
        async_mode="threading",
        # Within the socket's own thread: one person's messages are answered in the order in which they were sent.
        async_handlers=False,
        transports=["websocket"],
        client_manager=SharedRooms(settings.redis_url, channel="coop") if settings.redis_url else Rooms(),
        manage_session=False,
        max_http_buffer_size=LARGEST,
        cors_allowed_origins=[],
        ping_interval=20,
        ping_timeout=20,
        json=Json,
    )
    house.rates["post"] = Rate(burst=2 * settings.messages_per_10s, per_second=settings.messages_per_10s / 10)
    tie(app, socketio.server)
    surround(app, lambda answer: Door(answer, settings))


def tie(app: Flask, server: Any) -> None:
    """Our own wire, our own welcome, and one function that hears every event."""
    server.eio._async = server.eio._async | {"websocket": Wire}
    server.on("connect", lambda sid, environ, auth=None: welcome(app, sid, environ, auth))
    server.on("disconnect", lambda sid, reason=None: people.leave(sid))
    server.on("*", lambda event, sid, *given: receive(app, event, sid, *given))
    taken = server._handle_event
    server._handle_event = lambda sid, namespace, number, given: taken(sid, namespace, number, demand_event(namespace, given))
    heard = server.eio.handlers["message"]
    server.eio.on("message", lambda eio_sid, packet: hear(server, heard, eio_sid, packet))
    server._send_eio_packet = lambda eio_sid, packet: send_once(server, eio_sid, packet)


def demand_event(namespace: str | None, given: Any) -> Any:
    """The library would take a client's word ``connect`` or ``disconnect`` for its own; both are no events of ours."""
    if namespace not in (None, "/") or not isinstance(given, list) or not given or not isinstance(given[0], str):
        raise ValueError("no event")
    if given[0] in ("connect", "disconnect"):
        raise ValueError("a word of the library's own")
    return given


def send_once(server: Any, eio_sid: str, packet: Any) -> None:
    """A packet for a room is encoded once, and written by whoever tells it, as long as the reader keeps up."""
    packet.__class__ = OncePacket
    wire = open_wires.get(eio_sid)
    left = wire.pass_on(packet) if wire else packet
    if left is not None:
        server.eio.send_packet(eio_sid, left)
        if wire:
            wire.is_late = True


def hear(server: Any, heard: Any, eio_sid: str, packet: Any) -> None:
    """A packet that is no packet is answered, and at the third time ends the connection (R-08)."""
    try:
        heard(eio_sid, packet)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError):
        wire = open_wires.get(eio_sid)
        if wire is None or not wire.fault():
            server.eio.disconnect(eio_sid)


def welcome(app: Flask, sid: str, environ: dict[str, Any], auth: Any) -> None:
    """R-01: the cookie's session, the page's Origin (asked at the door) and the token that only our own page can read."""
    token = auth.get("token") if isinstance(auth, dict) else None
    found = house.doorman.admit(environ, token) if house.doorman and isinstance(token, str) else None
    if found is None:
        raise Refusal("signed_out")
    mark, scope = found
    live = Presence(sid, mark, scope, environ.get("REMOTE_ADDR", ""))
    if not people.enter(live):
        raise Refusal("too_many")
    people.join(live, f"user:{live.user_id}")
