"""What a client may say: each event has a shape, a rate, a permission and one answer; anything else is refused in words."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import structlog
from flask import Flask
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.exc import OperationalError

from coop.core import authz
from coop.core.authz import Permission
from coop.core.errors import Busy, NotSignedIn, Refused, TooMany
from coop.core.events import Origin, origins
from coop.core.realtime import presence as people
from coop.core.realtime.presence import Presence, house
from coop.core.realtime.rates import Rate
from coop.core.scope import entering
from coop.extensions import socketio

log = structlog.get_logger()
Answer = dict[str, Any]
SCHEMA: Answer = {"ok": False, "status": 400, "error": "schema"}


class Shape(BaseModel):
    """What an event carries: these fields, of these types, and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Handler:
    shape: type[Shape]
    rate: Rate | None
    run: Callable[[Any, Presence], Answer | None]


handlers: dict[str, Handler] = {}


def on(event: str, shape: type[Shape], *, rate: Rate | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer this event of clients; what the function returns is the acknowledgement. Without a ``rate`` the operator sets it."""

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        handlers[event] = Handler(shape, rate, run)
        return run

    return register


def requires(permission: Permission, *, of: Callable[[int], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Load the channel that the message names under the sender's scope, or answer 404; then ask the gate, each time (R-03)."""

    def decorate(run: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(run)
        def guarded(message: Any, live: Presence) -> Answer | None:
            subject = of(message.channel)
            authz.demand(permission, subject, live.scope)
            return run(subject, message, live)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(run: Callable[..., Any]) -> Callable[..., Any]:
    """Whoever is connected may; the function itself asks the filter about each thing that the message names."""
    run.access = "signed_in"  # type: ignore[attr-defined]
    return run


def receive(app: Flask, event: str, sid: str, *given: Any) -> Answer:
    """Carry out one event: shape, rate, session, scope, gate, deed. Every refusal is an answer, none a traceback."""
    live, handler = house.present.get(sid), handlers.get(event)
    if live is None:
        return {"ok": False, "status": NotSignedIn.status, "error": NotSignedIn.sentence}
    if handler is None:
        return strike(live, SCHEMA)
    try:
        message = handler.shape.model_validate(given[0] if len(given) == 1 else given)
    except (ValidationError, RecursionError):
        return strike(live, SCHEMA)
    wait = people.wait_for(live.user_id, event, handler.rate)
    if wait:
        return strike(live, {"ok": False, "status": 429, "error": TooMany.sentence, "retry_after": math.ceil(wait * 10) / 10})
    answer = carry_out(app, handler, message, live)
    if answer.get("ok"):
        live.strikes = 0
    return answer


def carry_out(app: Flask, handler: Handler, message: Shape, live: Presence) -> Answer:
    with app.app_context():
        try:
            scope = house.doorman.stay(live.mark) if house.doorman else None
            if scope is None:
                raise NotSignedIn
            live.scope = scope
            origins.set(Origin(user_id=scope.user_id, address=live.address, session_mark=live.mark[:16]))
            with entering(scope):
                return {"ok": True} | (handler.run(message, live) or {})
        except Refused as refusal:
            return {"ok": False, "status": refusal.status, "error": refusal.sentence, "field": refusal.field}
        except OperationalError as error:
            log.warning("database refused", error=str(error.orig))
            return {"ok": False, "status": Busy.status, "error": Busy.sentence}
        except Exception:
            log.exception("socket event failed")
            return {"ok": False, "status": 500, "error": Refused.sentence}


def strike(live: Presence, answer: Answer) -> Answer:
    """Tell the client; at the third time in a row the connection ends (R-06)."""
    live.strikes += 1
    socketio.server.emit("refused", answer, to=live.sid)
    if live.strikes >= people.MOST_STRIKES:
        people.close(live.sid)
    return answer
