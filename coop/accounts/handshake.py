"""Who opens a socket and who may keep it: the same session rows as every page, asked again and again."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, g
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from coop.accounts import queries
from coop.accounts.identity import scope_for
from coop.core.clock import now
from coop.core.realtime.presence import house
from coop.core.scope import Scope, everything


class SessionDoorman:
    """Lets in whom a cookie and a CSRF token of the same visit name together (R-01)."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def admit(self, environ: dict[str, Any], token: str) -> tuple[str, Scope] | None:
        with self.app.request_context(environ):
            found = g.get("sign_in")
            if not found:
                return None
            try:
                validate_csrf(token)
            except ValidationError:
                return None
            return found.session.token_hash, scope_for(found.user, found.epoch)

    def stay(self, mark: str) -> Scope | None:
        found = queries.find_sign_in(mark, at=now())
        return scope_for(found.user, found.epoch) if found else None

    def staying(self, marks: Iterable[str]) -> dict[str, Scope]:
        with everything("looking after open sockets", quiet=True):
            live = queries.live_sign_ins(list(marks), at=now())
        return {found.session.token_hash: scope_for(found.user, found.epoch) for found in live}


def init_app(app: Flask) -> None:
    house.doorman = SessionDoorman(app)
