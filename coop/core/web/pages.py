"""What every template can say, and the page that each refusal shows."""

import json
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from flask import Flask, Response, current_app, g, jsonify, render_template, request, session
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from coop.core.database import OUT_OF_RANGE, UNWRITABLE
from coop.core.errors import NotFound, NotSignedIn, Refused, TooMany
from coop.core.web import cookies, dates, fragments, language, navigation
from coop.core.web.access import current_scope, may
from coop.core.web.once import once_key
from coop.core.web.qr import qr_picture
from coop.core.web.replies import is_htmx
from coop.core.web.request_log import pattern
from coop.extensions import db

log = structlog.get_logger()
PAGES = {400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503}
MOST_TOKENS = 5000
tokens: dict[str | None, str] = {}
FRAMED = {400, 403, 404, 405, 409, 410, 413}


def dress(app: Flask) -> None:
    """Give templates their words and every error its page."""
    app.jinja_env.filters.update(
        day=dates.day,
        moment=dates.moment,
        ago=dates.ago,
        month=dates.month,
        month_name=dates.month_name,
        clock=dates.clock_time,
        said=language.said,
        said_part_by_part=language.said_part_by_part,
        day_of=dates.day_of,
        weekday=dates.weekday,
    )
    manifest = Manifest(Path(app.static_folder or ""), is_fresh=app.debug or app.testing)
    app.jinja_env.globals.update(
        asset=manifest.url, icon_sprite=partial(manifest.url, "icons.svg"),
        may=may, once_key=once_key, nav_items=navigation.items, span=dates.span, hours=dates.hours, me=me,
        html_lang=language.html_lang, languages=language.LANGUAGES, language=language.spoken,
        scope=current_scope, same_for_all=fragments.same_for_all, kept=fragments.kept,
        prefers_large_type=cookies.wants_large_type, qr_picture=qr_picture,
    )  # fmt: skip
    app.context_processor(lambda: {"csrf_token": form_token})
    app.jinja_env.globals["csrf_token"] = form_token
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_stale_form)
    app.register_error_handler(OperationalError, show_busy)
    app.register_error_handler(DataError, show_unwritable)
    app.register_error_handler(OverflowError, show_missing)
    app.register_error_handler(Exception, show_failure)


class Manifest:
    """Hashed names of the bundled front end, read once, or each time while somebody works on it."""

    def __init__(self, folder: Path, *, is_fresh: bool) -> None:
        self.path = folder / "manifest.json"
        self.is_fresh = is_fresh
        self.names: dict[str, str] = {}

    def url(self, name: str) -> str:
        if (self.is_fresh or not self.names) and self.path.exists():
            self.names = json.loads(self.path.read_text())
        return f"/static/{self.names.get(name, name)}"


def me() -> Any:
    """The signed-in person, or None."""
    found = g.get("sign_in")
    return found.user if found else None


def form_token() -> str:
    """The token of this visit's forms. It does not run out before the visit does, so that it is signed once for all its
    pages: what a reader's last page said in the frame is then still what this one says."""
    if "csrf_token" not in g:
        visit = session.get("csrf_token")
        g.csrf_token = tokens.get(visit) or generate_csrf()
        if len(tokens) >= MOST_TOKENS:
            tokens.clear()
        tokens[session["csrf_token"]] = g.csrf_token
    return g.csrf_token


def show_refusal(refusal: Refused) -> Response:
    if isinstance(refusal, NotSignedIn):
        return ask_to_sign_in()
    response = page(refusal.status, language.said(refusal.sentence))
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def show_http_error(error: HTTPException) -> Any:
    """Redirects and the like pass; the rest gets our words instead of werkzeug's."""
    status = error.code or 500
    if status < 400:
        return error
    response = page(status if status in PAGES else 400, "")
    response.status_code = status
    return response


def show_stale_form(error: CSRFError) -> Response:
    """A form from before the session ended: sign in, come back to it, and the browser still has the draft."""
    view = current_app.view_functions.get(request.endpoint or "")
    if me() is None and getattr(view, "access", None) != "public":
        return ask_to_sign_in()
    return page(400, _("页面停留太久，已经过期。您填写的内容还在，请刷新后再提交一次。"))


def show_busy(error: OperationalError) -> Response:
    log.warning("database refused", error=str(error.orig))
    give_up_transaction()
    response = page(503, "")
    response.headers["Retry-After"] = "5"
    return response


def show_missing(_: OverflowError) -> Response:
    """A number in the address that no column can hold names nothing."""
    return show_refusal(NotFound())


def show_unwritable(error: DataError) -> Response:
    """PostgreSQL looks for no NUL and for no number beyond its column: the one is refused, the other is not found."""
    give_up_transaction()
    if getattr(error.orig, "sqlstate", None) == OUT_OF_RANGE:
        return page(404, "")
    log.warning("database took no such value", error=str(error.orig))
    return page(400, language.said(UNWRITABLE))


def give_up_transaction() -> None:
    """PostgreSQL answers nothing more in a transaction that failed, and the page of the error asks who is reading.

    What was loaded, the reader's own row among it, stays as it is: looking it up again may be what cannot be done.
    """
    session = db.session()
    session.expunge_all()
    session.rollback()


def show_failure(error: Exception) -> Response:
    log.exception("unexpected failure", route=pattern(), method=request.method)
    give_up_transaction()
    return page(500, "")


def page(status: int, sentence: str) -> Response:
    """The page of a status, or the bare sentence where a script asked."""
    if request.accept_mimetypes.best == "application/json":
        body = jsonify(error=sentence or status, request_id=g.get("request_id")).data
        return Response(body, status, mimetype="application/json")
    known = status if status in (400, 403, 404, 409, 413, 429, 500, 503) else 400
    facts = {
        "sentence": sentence,
        "request_id": g.get("request_id"),
        "is_part": is_htmx(),
        "is_framed": _is_framed(status),
    }
    return Response(render_template(f"errors/{known}.html", **facts), status)


def _is_framed(status: int) -> bool:
    """Who is signed in keeps the rail to go on by; where the house itself is ill, nothing more is asked of it."""
    return me() is not None and status in FRAMED and not is_htmx() and db.session().is_active


def ask_to_sign_in() -> Response:
    """Send a person to the sign-in page and back to the page they saw, never to a part of it; a script gets 401."""
    if request.accept_mimetypes.best == "application/json":
        return Response('{"error":"signed_out"}', 401, mimetype="application/json")
    back = _page_seen()
    location = f"/sign-in?next={quote(back)}"
    if is_htmx():
        return Response(status=401, headers={"HX-Redirect": location})
    return Response(status=303, headers={"Location": location})


def _page_seen() -> str:
    """The address whoever is asked to sign in was looking at: a part names its page, a form the one it stood on."""
    if request.method == "GET" and not is_htmx():
        return request.full_path.rstrip("?")
    if not is_htmx():
        return urlsplit(request.referrer or "/").path
    seen = urlsplit(request.headers.get("HX-Current-URL", "/"))
    return f"{seen.path}?{seen.query}" if seen.query else seen.path
