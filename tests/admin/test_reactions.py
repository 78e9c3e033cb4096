"""A reaction that fails is tried again, later each time, laid aside after eight tries and shown to the operator alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from coop.core import events, outbox
from coop.core.clock import now
from coop.core.events import Consumer, Pending, record
from coop.core.scope import everything
from coop.extensions import db
from coop.notifications.events import ActivityReminderDue
from tests import factories as make
from tests.cast import Cast
from tests.units.pages import send

NAME = "tests.failing/ActivityReminderDue"


@pytest.fixture
def ran(cast: Cast) -> Iterator[list[int]]:
    """A consumer that always fails stands beside the real one; the list says how often it was tried."""
    tries: list[int] = []

    def fail(event: ActivityReminderDue, _: object) -> None:
        tries.append(event.activity_id)
        raise RuntimeError("no such thing")

    events.consumers[NAME] = Consumer(NAME, ActivityReminderDue, fail)
    with everything("test", quiet=True):
        record(ActivityReminderDue(1, 7, "x"), audience="operators")
        make.save()
    yield tries
    del events.consumers[NAME]


def left() -> Pending | None:
    with everything("test", quiet=True):
        db.session().expire_all()
        return db.session().scalars(select(Pending).where(Pending.consumer == NAME)).one_or_none()


def try_again(times: int) -> None:
    for _ in range(times):
        with everything("test", quiet=True):
            db.session().execute(update(Pending).where(Pending.dead_at.is_(None)).values(due_at=now()))
            make.save()
        outbox.drain()


def test_a_failure_stops_no_other_reaction_and_waits_longer_each_time(ran: list[int]):
    outbox.drain()
    row = left()
    assert row and row.tries == 1 and "no such thing" in (row.error or "")
    first = row.due_at - now()
    assert timedelta(seconds=0) < first <= timedelta(seconds=2)
    try_again(3)
    row = left()
    assert row and row.due_at - now() > first * 4
    with everything("test", quiet=True):
        others = select(Pending.consumer).where(Pending.consumer.like("%ActivityReminderDue"), Pending.consumer != NAME)
        assert db.session().scalars(others).all() == []


def test_after_eight_tries_it_is_laid_aside_and_not_tried_again(ran: list[int]):
    outbox.drain()
    try_again(9)
    assert len(ran) == 8
    row = left()
    assert row and row.dead_at


def test_the_operator_sees_it_and_queues_it_again(app: Flask, cast: Cast, ran: list[int]):
    outbox.drain()
    try_again(8)
    row = left()
    assert row
    otto = cast.otto.visit(app)
    assert "tests.failing" in otto.get("/admin/reactions").text
    assert send(otto, f"/admin/reactions/{row.id}/retry", "/admin/reactions").status_code == 303
    row = left()
    assert row and row.dead_at is None and row.tries == 0
    assert "没有搁置的事务" in otto.get("/admin/reactions").text


def test_nobody_else_sees_or_touches_it(app: Flask, cast: Cast, ran: list[int]):
    outbox.drain()
    try_again(8)
    row = left()
    assert row
    for person in (cast.nora, cast.ana, cast.dara):
        client = person.visit(app)
        assert client.get("/admin/reactions").status_code == 403
        assert send(client, f"/admin/reactions/{row.id}/retry", "/me").status_code == 403
    row = left()
    assert row and row.dead_at
