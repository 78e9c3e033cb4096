"""N5: reminders seven days and one day before; whoever has answered is left in peace."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from coop.activities.actions import move_activity, register_member
from coop.core import events, outbox
from coop.core.clock import now
from coop.core.events import Pending
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make
from tests.activities.making import acting, scheduled, soon
from tests.cast import Cast
from tests.notifications.test_telling import heard
from tests.partnerships.asking import agree, approve, decline, propose


def let_come(days: float) -> None:
    """Let every reaction that is due within these days be due now."""
    with everything("test", quiet=True):
        db.session().execute(update(Pending).where(Pending.due_at <= now() + timedelta(days=days)).values(due_at=now()))
        make.save()
    outbox.drain()


def test_a_week_before_the_unanswered_are_asked_and_the_registered_told(cast: Cast):
    number = scheduled(cast, starts_at=soon(10))
    outbox.drain()
    with acting(cast.ben, number) as (activity, scope):
        register_member(activity, {}, by=scope)
    outbox.drain()
    let_come(4)
    assert "《冬季安全生产联合排查》还有 7 天，您已报名" in heard(cast.ben)
    assert "《冬季安全生产联合排查》还有 7 天，您还没有报名" in heard(cast.cleo)
    assert not any("还没有报名" in line for line in heard(cast.ben))
    assert heard(cast.dara) == []


@pytest.mark.parametrize(("days", "when"), [(7, "is in 7 days"), (1, "is tomorrow")])
def test_a_reminder_is_one_sentence_of_the_readers_language(app: Flask, cast: Cast, days: int, when: str):
    number = scheduled(cast, starts_at=soon(10))
    outbox.drain()
    with acting(cast.ben, number) as (activity, scope):
        register_member(activity, {}, by=scope)
    let_come(10.5 - days)
    for person, rest in ((cast.ben, ", and you are signed up"), (cast.cleo, ": you have not signed up yet")):
        with everything("test", quiet=True):
            person.user.locale = "en"
            make.save()
        assert f"“冬季安全生产联合排查” {when}{rest}" in person.visit(app).get("/notifications").text


def test_an_activity_that_moved_is_not_announced_for_its_old_day(cast: Cast):
    number = scheduled(cast, starts_at=soon(10))
    outbox.drain()
    with acting(cast.ana, number) as (activity, scope):
        move_activity(activity, soon(30), soon(30) + timedelta(hours=2), "3 号库", "等设备到位", by=scope)
    outbox.drain()
    let_come(9.5)
    assert not any("您还没有报名" in line for line in heard(cast.cleo))


@pytest.mark.parametrize("answer", ["silence", "both keys", "refusal"])
def test_only_a_side_that_has_not_answered_is_reminded(cast: Cast, answer: str):
    number = propose(cast.ana, cast.third, cast.port, cast.second)
    if answer == "both keys":
        agree(cast.cleo, number, cast.port)
        approve(cast.chen, number, cast.port)
    elif answer == "refusal":
        decline(cast.chen, number, cast.port)
    outbox.drain()
    let_come(9.4)
    reminded = any("前答复" in line for line in heard(cast.chen))
    assert reminded == (answer == "silence")
    assert any("前答复" in line for line in heard(cast.bella))


def test_reminders_are_written_with_the_deed_and_survive_a_restart(cast: Cast):
    scheduled(cast, starts_at=soon(10))
    outbox.drain()
    with everything("test", quiet=True):
        waiting = db.session().scalars(select(Pending.consumer)).all()
    assert sum("ActivityReminderDue" in consumer for consumer in waiting) == 2
    assert all(consumer in events.consumers for consumer in waiting)
