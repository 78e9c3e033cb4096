"""One line for each request: which page, how it ended, how long it took. Who asked is not in it, nor a path's own values."""

from time import perf_counter
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

QUIET = frozenset({"static", "health.alive", "health.ready"})
log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """First of all that happens to a request, and last to its answer."""
    app.before_request(name_request)
    app.after_request(tell)


def name_request() -> None:
    """Every answer and every log line of this request carries one id, the proxy's where it sends a sound one."""
    given = request.headers.get("X-Request-ID", "")
    g.began = perf_counter()
    g.request_id = given if given.isalnum() and given.isascii() and len(given) <= 36 else uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def tell(response: Response) -> Response:
    """The route's pattern stands for the path: a path may hold a one-time token, and who reads what is nobody's log (L-04)."""
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint not in QUIET:
        log.info(
            "request", method=request.method, route=pattern(), status=response.status_code,
            ms=round((perf_counter() - g.began) * 1000, 1),
        )  # fmt: skip
    return response


def pattern() -> str:
    """``/activities/<int:id>``; nothing of a path that leads nowhere."""
    return request.url_rule.rule if request.url_rule else "-"
