"""Two questions that machines ask: is the process alive, and can it serve. Strangers learn yes or no, never why."""

import shutil
from collections.abc import Callable

import structlog
from flask import Blueprint, Response, current_app, jsonify, request
from redis import Redis, RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from coop.core import schema
from coop.core.clock import now
from coop.core.events import Pending
from coop.core.scope import everything
from coop.core.web.access import public
from coop.extensions import db
from coop.settings import Settings

LEAST_FREE = 0.05
MOST_LAG_SECONDS = 300
OK, FAILED, DEGRADED = "ok", "failed", "degraded"
log = structlog.get_logger()
health = Blueprint("health", __name__)


@health.get("/healthz")
@public
def alive() -> Response:
    """Answers without touching disk, database or network."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@public
def ready() -> tuple[Response, int]:
    """200 while every needed part works, else 503. A lost Redis or a slow relay degrades the service, it does not end it."""
    found = {name: _asked(name, question) for name, question in QUESTIONS.items()}
    is_ready = FAILED not in found.values()
    answer: dict[str, object] = {"status": "ready" if is_ready else "unready"}
    if _is_from_this_machine():
        answer["parts"] = found
    return jsonify(answer), 200 if is_ready else 503


def _is_from_this_machine() -> bool:
    """A proxy on the same machine speaks for others; only a caller without one is the operator."""
    return request.remote_addr in ("127.0.0.1", "::1") and "X-Forwarded-For" not in request.headers


def _asked(name: str, question: Callable[[], str]) -> str:
    try:
        return question()
    except (SQLAlchemyError, RedisError, OSError) as error:
        log.warning("part is not ready", part=name, error=type(error).__name__)
        return DEGRADED if name == "redis" else FAILED


def _database() -> str:
    db.session().execute(select(1))
    return OK


def _migrations() -> str:
    return OK if schema.is_current(current_app.extensions["migrate"].directory) else FAILED


def _disk() -> str:
    """Refuses below 5 % of free space: a full disk would turn acknowledged writes into errors."""
    usage = shutil.disk_usage(_settings().data_dir)
    return OK if usage.free / usage.total >= LEAST_FREE else FAILED


def _relay() -> str:
    """Reactions that are due for five minutes: search and notifications lag, pages still work."""
    with everything("looking for lag", quiet=True):
        oldest = db.session().scalar(select(func.min(Pending.due_at)).where(Pending.dead_at.is_(None)))
    return OK if oldest is None or (now() - oldest).total_seconds() < MOST_LAG_SECONDS else DEGRADED


def _redis() -> str:
    url = _settings().redis_url
    if url:
        Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1).ping()
    return OK


def _settings() -> Settings:
    settings: Settings = current_app.extensions["coop.settings"]
    return settings


QUESTIONS: dict[str, Callable[[], str]] = {
    "database": _database, "migrations": _migrations, "disk": _disk, "relay": _relay, "redis": _redis,
}  # fmt: skip
