"""Durable reactions: claimed with a lease, run one by one or in batches, retried with back-off, laid aside after eight."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm.exc import NoResultFound, StaleDataError

from coop.core.actions import transaction
from coop.core.clock import after, now
from coop.core.events import Deed, Pending, consumers
from coop.core.scope import everything
from coop.extensions import db

LEASE_SECONDS = 60
MOST_TRIES = 8
MOST_AT_ONCE = 500
IDLE_SECONDS = 1.0
log = structlog.get_logger()
wake = threading.Event()


def claim() -> list[int]:
    """Lease the oldest due row to this caller, and with it fresh ones that its consumer takes in the same batch.

    Nothing due: an empty list. A lease that ran out is due again; a row that failed before is tried alone.
    """
    with everything("claiming a reaction", quiet=True), transaction():
        row = db.session().scalar(_due().limit(1))
        if row is None:
            return []
        rows = [row, *_companions(row)]
        for claimed in rows:
            claimed.leased_until = after(seconds=LEASE_SECONDS)
            claimed.tries += 1
        return [claimed.id for claimed in rows]


def _due() -> Select[Pending]:
    return (
        select(Pending)
        .where(Pending.dead_at.is_(None), Pending.due_at <= now())
        .where(or_(Pending.leased_until.is_(None), Pending.leased_until < now()))
        .order_by(Pending.due_at, Pending.id)
        .with_for_update(skip_locked=True)
    )


def _companions(row: Pending) -> Sequence[Pending]:
    consumer = consumers.get(row.consumer)
    if consumer is None or consumer.batch is None or row.tries:
        return ()
    names = [other.name for other in consumers.values() if other.batch == consumer.batch]
    fresh = _due().where(Pending.consumer.in_(names), Pending.tries == 0, Pending.id != row.id)
    return db.session().scalars(fresh.limit(MOST_AT_ONCE - 1)).all()


def run(pending_ids: list[int]) -> None:
    """Run what was claimed and remove its rows; a failure is written down and waits longer each time."""
    try:
        if not _run_batch(pending_ids):
            _run_one(pending_ids[0])
    except (StaleDataError, NoResultFound):
        log.info("reaction was taken over", pending=pending_ids)
    except Exception as error:
        log.exception("reaction failed", pending=pending_ids)
        for pending_id in pending_ids:
            _postpone(pending_id, error)


def _run_one(pending_id: int) -> None:
    """The reaction and the end of its row are one transaction; what only sends goes before it."""
    with everything("running a reaction", quiet=True):
        _react(pending_id, sending=True)
        with transaction():
            # Held until the end: whoever retakes a lease that ran out meanwhile skips the row, or finds it gone.
            row = db.session().get_one(Pending, pending_id, with_for_update=True, populate_existing=True)
            _react(pending_id, sending=False)
            db.session().delete(row)


def _react(pending_id: int, *, sending: bool) -> None:
    row = db.session().get_one(Pending, pending_id)
    consumer, deed = consumers.get(row.consumer), db.session().get_one(Deed, row.deed_id)
    if consumer is None:
        raise LookupError(f"no reaction is called {row.consumer}: was it renamed?")
    if consumer.is_sending is sending:
        consumer.run(consumer.event(**deed.facts), deed)


def _run_batch(pending_ids: list[int]) -> bool:
    """Whether the rows were a batch. It runs without the write lock, which nobody may hold that long; then they go."""
    with everything("running a batch of reactions", quiet=True):
        found = select(Pending.consumer, Deed).join(Deed, Deed.id == Pending.deed_id).where(Pending.id.in_(pending_ids))
        rows = [(consumers.get(name), deed) for name, deed in db.session().execute(found.order_by(Pending.id))]
        chosen = rows[0][0] if rows else None
        if chosen is None or chosen.batch is None:
            return False
        chosen.run([(consumer.event(**deed.facts), deed) for consumer, deed in rows if consumer])
        with transaction():
            db.session().execute(delete(Pending).where(Pending.id.in_(pending_ids)))
    return True


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
    done = 0
    while done < limit and (pending_ids := claim()):
        run(pending_ids)
        done += len(pending_ids)
        db.session.remove()
    return done


def count_dead() -> int:
    return db.session().scalar(select(func.count()).where(Pending.dead_at.is_not(None))) or 0


first_tasks: list[Callable[[], object]] = []


def first(task: Callable[[], object]) -> Callable[[], object]:
    """Run the task once when a relay starts, before it reacts to anything: what was found broken is mended then."""
    first_tasks.append(task)
    return task


class Relay(threading.Thread):
    """The thread that reacts inside the embedded server; at scale `coop worker` runs the same loop."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="relay", daemon=True)
        self.app = app
        self.stopping = threading.Event()

    def run(self) -> None:
        for task in first_tasks:
            self._try(task)
        while not self.stopping.is_set():
            if not self._try(lambda: drain(limit=50)):
                wake.wait(IDLE_SECONDS)
                wake.clear()

    def _try(self, task: Callable[[], object]) -> object:
        """What the task returns, or None after a failure, which stops nothing but costs a second."""
        try:
            with self.app.app_context():
                return task()
        except Exception:
            log.exception("relay stumbled")
            time.sleep(IDLE_SECONDS)
            return None

    def stop(self) -> None:
        self.stopping.set()
        wake.set()
