"""The signed cookie holds a random number; the row that its hash finds says who that is. No row: nobody, with a CSRF token."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from flask_security import login_user
from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import CallbackDict

from coop.accounts import queries
from coop.accounts.devices import name_of_request
from coop.accounts.models import ABSOLUTE, User, WebSession
from coop.core.actions import transaction
from coop.core.clock import now
from coop.core.errors import Busy
from coop.core.scope import everything
from coop.extensions import db

TOUCH_EVERY = timedelta(minutes=5)
MOST_AT_ONCE = 10
STATELESS = ("/static/", "/healthz", "/readyz")
DERIVED = {"csrf_token", "_user_id", "_fresh", "_id"}


class Visit(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session: the values of one visit and the number that its cookie carries."""

    def __init__(self, token: str, key: bytes, row: WebSession | None = None, *, is_new: bool = False) -> None:
        self.kept = dict(row.data) if row else {}
        super().__init__(self.kept, self._changed)
        self.key = key
        self.row_id = row.id if row else None
        self.seen_at = row.seen_at if row else None
        self.new = is_new
        self.modified = False
        self.carry(token)
        if row:
            self.derive("_user_id", row.user.fs_uniquifier)
            self.derive("_fresh", True)

    def _changed(self, _: Any) -> None:
        self.modified = True

    def carry(self, token: str) -> None:
        """From now on the cookie carries this number; forms made for another number are refused."""
        self.token = token
        self.derive("csrf_token", hmac.new(self.key, token.encode(), hashlib.sha256).hexdigest())

    def derive(self, key: str, value: Any) -> None:
        """Set what follows from the cookie and the row, and is therefore not stored."""
        dict.__setitem__(self, key, value)

    def stored(self) -> dict[str, Any]:
        return {key: value for key, value in self.items() if key not in DERIVED}


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class RowSessions(SessionInterface):
    """Flask's session kept in rows; anonymous visitors have a cookie and no row."""

    def open_session(self, app: Flask, request: Request) -> Visit:
        key = app.secret_key.encode() if isinstance(app.secret_key, str) else app.secret_key or b""
        if request.path.startswith(STATELESS):
            return Visit("", key)
        token = self._token(app, request)
        if token is None:
            return Visit(secrets.token_urlsafe(32), key, is_new=True)
        try:
            found = queries.find_sign_in(fingerprint(token), at=now())
        except OperationalError as error:
            # Flask cannot answer with a page before there is a session: ``identify`` raises it once there is.
            g.database_away, found = error, None
        g.sign_in = found
        return Visit(token, key, found.session if found else None)

    def _token(self, app: Flask, request: Request) -> str | None:
        value = request.cookies.get(app.config["SESSION_COOKIE_NAME"])
        try:
            return Signer(app.secret_key or "", salt="visit").unsign(value or "").decode()
        except BadSignature:
            return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, Visit)
        if session.row_id and (session.stored() != session.kept or _is_stale(session)):
            _keep(session.row_id, session.stored())
        if session.new:
            response.set_cookie(
                app.config["SESSION_COOKIE_NAME"],
                Signer(app.secret_key or "", salt="visit").sign(session.token).decode(),
                secure=app.config["SESSION_COOKIE_SECURE"],
                httponly=True,
                samesite="Lax",
                path="/",
            )


def _is_stale(visit: Visit) -> bool:
    """Being seen is written down every five minutes, not with every page."""
    return visit.seen_at is not None and visit.seen_at < now() - TOUCH_EVERY


def _keep(row_id: int, values: dict[str, Any]) -> None:
    """A database that is busy writing for others loses a glance at the clock, never the page."""
    try:
        with everything("keeping a visit", quiet=True), transaction():
            row = db.session().get(WebSession, row_id)
            if row:
                row.data, row.seen_at = values, now()
    except (Busy, OperationalError):
        return


def begin(user: User) -> None:
    """This browser is that person's from now on, under a new number; what the old one stood for is over (S-01)."""
    login_user(user)
    visit: Any = session
    rotate(visit._get_current_object(), user.id, address=request.remote_addr, device=name_of_request())


def leave() -> None:
    """This browser is nobody's, under a new number."""
    visit: Any = session
    rotate(visit._get_current_object(), None)


def rotate(visit: Visit, user_id: int | None, *, address: str | None = None, device: str = "") -> None:
    """End what the cookie stood for and give it a new number: signed in as that person, or as nobody."""
    if visit.row_id:
        end(visit.row_id)
    visit.new, visit.row_id, visit.seen_at = True, None, None
    if user_id is None:
        visit.clear()
    visit.carry(secrets.token_urlsafe(32))
    if user_id is not None:
        visit.row_id = _start(visit, user_id, address=address, device=device)
    visit.modified = False


def _start(visit: Visit, user_id: int, *, address: str | None, device: str) -> int:
    """Write the row; of more than ten at once the ones that were used longest ago end (S-04)."""
    row = WebSession(token_hash=fingerprint(visit.token), user_id=user_id, address=address, device=device[:200])
    row.ends_at = now() + ABSOLUTE
    row.data = visit.stored()
    with everything("starting a session", quiet=True), transaction():
        db.session().add(row)
        db.session().flush()
        others = select(WebSession.id).where(WebSession.user_id == user_id, WebSession.id != row.id)
        kept = db.session().scalars(others.order_by(WebSession.seen_at.desc(), WebSession.id.desc())).all()
        db.session().execute(delete(WebSession).where(WebSession.id.in_(kept[MOST_AT_ONCE - 1 :])))
        return row.id


def end(row_id: int) -> None:
    with everything("ending a session", quiet=True), transaction():
        row = db.session().get(WebSession, row_id)
        if row:
            db.session().delete(row)
