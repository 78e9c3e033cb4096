"""Durable reactions: claimed with a lease, run each in its own transaction, retried with back-off, laid aside after eight."""

import threading
import time
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy import func, or_, select
from sqlalchemy.orm.exc import StaleDataError

from coop.core.actions import transaction
from coop.core.clock import after, now
from coop.core.events import Deed, Pending, consumers
from coop.core.scope import everything
from coop.extensions import db

LEASE_SECONDS = 60
MOST_TRIES = 8
IDLE_SECONDS = 1.0
log = structlog.get_logger()
wake = threading.Event()


def claim() -> int | None:
    """Lease the oldest due row to this caller; None when nothing is due. A lease that ran out is due again."""
    with everything("claiming a reaction", quiet=True), transaction():
        row = db.session().scalar(
            select(Pending)
            .where(Pending.dead_at.is_(None), Pending.due_at <= now())
            .where(or_(Pending.leased_until.is_(None), Pending.leased_until < now()))
            .order_by(Pending.due_at, Pending.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.leased_until = after(seconds=LEASE_SECONDS)
        row.tries += 1
        return row.id


def run(pending_id: int) -> None:
    """Run one reaction and remove its row in the same transaction; a failure is written down and waits longer each time."""
    try:
        with everything("running a reaction", quiet=True), transaction():
            row = db.session().get_one(Pending, pending_id)
            deed = db.session().get(Deed, row.deed_id)
            consumer = consumers.get(row.consumer)
            if consumer and deed:
                consumer.run(consumer.event(**deed.facts), deed)
            db.session().delete(row)
    except StaleDataError:
        log.info("reaction was taken over", pending=pending_id)
    except Exception as error:
        log.exception("reaction failed", pending=pending_id)
        _postpone(pending_id, error)


def _postpone(pending_id: int, error: Exception) -> None:
    with everything("postponing a reaction", quiet=True), transaction():
        row = db.session().get(Pending, pending_id)
        if row is None:
            return
        row.error = f"{type(error).__name__}: {error}"[:2000]
        row.leased_until = None
        row.due_at = now() + timedelta(seconds=min(2**row.tries, 600))
        if row.tries >= MOST_TRIES:
            row.dead_at = now()


def drain(limit: int = 100_000) -> int:
    """Run all that is due now, in order; returns how many ran."""
    for done in range(limit):
        pending_id = claim()
        if pending_id is None:
            return done
        run(pending_id)
        db.session.remove()
    return limit


def count_dead() -> int:
    return db.session().scalar(select(func.count()).where(Pending.dead_at.is_not(None))) or 0


class Relay(threading.Thread):
    """The thread that reacts inside the embedded server; at scale `coop worker` runs the same loop."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="relay", daemon=True)
        self.app = app
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                with self.app.app_context():
                    ran = drain(limit=50)
            except Exception:
                log.exception("relay stumbled")
                ran = 0
                time.sleep(IDLE_SECONDS)
            if not ran:
                wake.wait(IDLE_SECONDS)
                wake.clear()

    def stop(self) -> None:
        self.stopping.set()
        wake.set()
