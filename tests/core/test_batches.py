"""Reactions that are dear to begin take many events at once; one that fails does not take its neighbours along."""

from dataclasses import dataclass

import pytest

from coop.core import events, outbox
from coop.core.actions import transaction
from coop.core.events import Pending, in_batches, record
from coop.core.scope import everything
from coop.extensions import db

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True, slots=True)
class Rung:
    bell: int


Rung.__module__ = "coop.tests.events"  # an event is named by its slice


@pytest.fixture
def heard(monkeypatch) -> list[list[int]]:
    """What a batch consumer was given, call by call; bell 13 breaks it."""
    monkeypatch.setattr(events, "consumers", {})
    monkeypatch.setattr(outbox, "consumers", events.consumers)
    calls: list[list[int]] = []

    @in_batches(Rung)
    def listen(happenings) -> None:
        bells = [event.bell for event, _ in happenings]
        calls.append(bells)
        assert 13 not in bells

    return calls


def ring(*bells: int) -> None:
    with everything("ringing"), transaction():
        for bell in bells:
            record(Rung(bell), audience="network")


def waiting() -> list[int]:
    with everything("what waits"):
        return [pending.tries for pending in db.session().query(Pending)]


def test_what_is_due_comes_in_one_call_and_is_forgotten_afterwards(context, heard):
    ring(1, 2, 3)
    assert outbox.drain() == 3
    assert (heard, waiting()) == ([[1, 2, 3]], [])


def test_a_batch_has_a_limit(context, heard, monkeypatch):
    monkeypatch.setattr(outbox, "MOST_AT_ONCE", 2)
    ring(1, 2, 3)
    outbox.drain()
    assert heard == [[1, 2], [3]]


def test_after_a_failure_each_is_tried_alone(context, heard):
    ring(1, 13, 3)
    outbox.drain()
    assert waiting() == [1, 1, 1]
    with everything("time passes"):
        for pending in db.session().query(Pending):
            pending.due_at = pending.due_at.replace(year=2020)
        db.session().commit()
    outbox.drain()
    assert heard[1:] == [[1], [13], [3]]
    assert waiting() == [2]


@pytest.mark.sqlite
def test_a_batch_runs_without_the_write_lock(context, heard):
    """Whoever writes meanwhile does not wait for a dear reaction."""
    ring(1)
    consumer = next(iter(events.consumers.values()))
    locked = []

    def look(_) -> None:
        locked.append(db.session().connection().connection.dbapi_connection.in_transaction)

    events.consumers[consumer.name] = events.Consumer(consumer.name, Rung, look, consumer.batch)
    outbox.drain()
    assert locked == [False]
