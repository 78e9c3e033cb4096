"""Durable reactions: run once, retried with patience, laid aside after eight tries, and never in each other's way."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from coop.core import outbox
from coop.core.actions import transaction
from coop.core.clock import now
from coop.core.events import Deed, Pending, consumers, in_batches, on, record
from coop.core.outbox import LEASE_SECONDS, MOST_TRIES, claim, count_dead, drain, run
from coop.core.scope import everything
from coop.extensions import db
from tests.cast import Cast
from tests.core.bells import BellEchoed, BellRung


@pytest.fixture(autouse=True)
def as_the_house(context: Flask):
    """Consumers registered by a test are gone with it; everything is looked at without a reader."""
    before = dict(consumers)
    with everything("test", quiet=True):
        yield
    consumers.clear()
    consumers.update(before)


def ring(number: int = 1, **how: float) -> None:
    with everything("test", quiet=True), transaction():
        record(BellRung(number), audience="public", **how)


def waiting() -> list[Pending]:
    with everything("test", quiet=True):
        db.session().expire_all()
        return list(db.session().scalars(select(Pending).order_by(Pending.id)))


def due_at_once() -> None:
    """Patience is over for all that failed."""
    with everything("test", quiet=True), transaction():
        db.session().execute(update(Pending).values(due_at=now() - timedelta(seconds=1)))


def test_each_consumer_of_an_event_runs_once(cast: Cast):
    drain()
    heard: list[str] = []

    @on(BellRung)
    def first(event: BellRung, deed: Deed) -> None:
        heard.append(f"first {event.number} {deed.name}")

    @on(BellRung)
    def second(event: BellRung, deed: Deed) -> None:
        heard.append("second")

    ring(7)
    assert drain() == 2 and drain() == 0
    assert sorted(heard) == ["first 7 core.BellRung", "second"] and not waiting()


def test_nothing_is_left_to_run_of_a_deed_that_was_undone(cast: Cast):
    drain()
    heard: list[int] = []
    on(BellRung)(lambda event, _: heard.append(event.number))

    def undone() -> None:
        with everything("test", quiet=True), transaction():
            record(BellRung(1), audience="public")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert drain() == 0 and not heard


def test_a_delayed_reaction_waits_for_its_time(cast: Cast):
    drain()
    on(BellRung)(lambda *_: None)
    ring(delay=3600)
    assert drain() == 0
    due_at_once()
    assert drain() == 1


def test_a_reaction_that_fails_stops_no_other_and_undoes_only_itself(cast: Cast):
    """The failing one's writes are gone, the next one's stay."""
    drain()

    @on(BellRung)
    def stumble(event: BellRung, deed: Deed) -> None:
        record(BellEchoed(event.number), audience="public")
        raise ValueError("stumbled")

    @on(BellRung)
    def echo(event: BellRung, deed: Deed) -> None:
        record(BellEchoed(event.number + 100), audience="public")

    ring(1)
    drain()
    with everything("test", quiet=True):
        facts = db.session().scalars(select(Deed.facts).where(Deed.name == "core.BellEchoed")).all()
    (left,) = waiting()
    assert facts == [{"number": 101}]
    assert (left.tries, left.error, left.dead_at) == (1, "ValueError: stumbled", None)


def test_what_nobody_answers_to_any_more_is_kept_and_says_so(cast: Cast):
    """A reaction that an update renamed: what waits for it is tried again and laid aside, never dropped."""
    drain()
    before = set(consumers)
    on(BellRung)(lambda event, _: None)
    (name,) = set(consumers) - before
    ring()
    consumers.pop(name)
    drain()
    (left,) = waiting()
    assert (left.consumer, left.tries) == (name, 1) and name in left.error


def test_a_failure_waits_twice_as_long_each_time_and_is_laid_aside_after_eight(cast: Cast):
    """Ten minutes at the most between two tries; then an operator sees it and nothing runs it again."""
    drain()
    tried: list[int] = []

    @on(BellRung)
    def stumble(event: BellRung, deed: Deed) -> None:
        tried.append(event.number)
        raise ValueError("stumbled")

    ring()
    waits = []
    for _ in range(MOST_TRIES):
        assert drain() == 1 and drain() == 0
        waits.append(round((waiting()[0].due_at - now()).total_seconds()))
        due_at_once()
    assert waits == [min(2**tries, 600) for tries in range(1, MOST_TRIES + 1)]
    assert count_dead() == 1 and drain() == 0
    assert len(tried) == MOST_TRIES == 8


def test_a_claimed_reaction_is_nobody_elses_until_its_lease_ends(cast: Cast):
    drain()
    on(BellRung)(lambda *_: None)
    ring()
    first = claim()
    assert first and claim() == []
    with everything("test", quiet=True), transaction():
        db.session().execute(update(Pending).values(leased_until=now() - timedelta(seconds=1)))
    assert claim() == first
    assert waiting()[0].tries == 2 and LEASE_SECONDS == 60


def test_one_that_was_taken_over_and_done_meanwhile_is_done_once(cast: Cast):
    """A worker that slept through its lease finds the row gone and writes nothing."""
    drain()
    heard: list[int] = []
    on(BellRung)(lambda event, _: heard.append(event.number))
    ring()
    slow = claim()
    run(slow)
    run(slow)
    assert heard == [1] and not waiting()


def test_a_batch_takes_what_is_fresh_and_fails_as_one(cast: Cast):
    """After a failure each is tried alone, so that one bad event does not hold up the rest."""
    drain()
    seen: list[list[int]] = []

    @in_batches(BellRung)
    def index(events: list[tuple[BellRung, Deed]]) -> None:
        seen.append([event.number for event, _ in events])
        if any(event.number == 2 for event, _ in events):
            raise ValueError("two")

    for number in (1, 2, 3):
        ring(number)
    drain()
    assert seen == [[1, 2, 3]] and len(waiting()) == 3
    due_at_once()
    drain()
    assert seen[1:] == [[1], [2], [3]]
    assert [row.error for row in waiting()] == ["ValueError: two"]


def test_what_only_sends_runs_before_the_write_lock_is_taken(cast: Cast):
    """A slow mail server keeps no writer waiting."""
    drain()
    held: dict[str, bool] = {}

    @on(BellRung, sending=True)
    def send(event: BellRung, deed: Deed) -> None:
        held["send"] = db.session().info.get("pushes") is not None

    @on(BellRung)
    def write(event: BellRung, deed: Deed) -> None:
        held["write"] = db.session().info.get("pushes") is not None

    ring()
    drain()
    assert held == {"send": False, "write": True}


def test_the_trail_keeps_what_the_outbox_forgets(cast: Cast):
    drain()
    on(BellRung)(lambda *_: None)
    ring(5)
    drain()
    with everything("test", quiet=True):
        assert db.session().scalar(select(func.count()).where(Deed.name == "core.BellRung")) == 1
    assert outbox.count_dead() == 0
