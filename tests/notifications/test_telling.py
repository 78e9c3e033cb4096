"""Who hears of what: everybody concerned, once, with the reason, and nobody else."""

import pytest
from sqlalchemy import select

from coop.activities.actions import cancel_activity
from coop.core.events import Pending
from coop.core.outbox import drain
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.notifications.models import Notification
from coop.notifications.queries import told_of
from tests import factories as make
from tests.activities.making import acting, scheduled
from tests.budget import statements
from tests.cast import Cast, Person
from tests.partnerships.asking import agree, approve, decline, propose


def heard(person: Person) -> list[str]:
    """What this person's centre says, in the order it was told; asked as that person."""
    with entering(person.scope):
        db.session().expire_all()
        return [str(row.sentence) for row in db.session().scalars(select(Notification).order_by(Notification.id))]


def test_the_invited_branch_hears_of_it_and_others_do_not(cast: Cast):
    propose(cast.ana, cast.third, cast.port)
    drain()
    assert heard(cast.chen) == heard(cast.cleo) == ["安娜邀请南港物流第一支部共建“港机联建：安全互促”，请答复"]
    assert heard(cast.dara) == heard(cast.ben) == heard(cast.ana) == []


def test_a_refusal_reaches_everybody_concerned_with_its_reason(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.second)
    agree(cast.cleo, number, cast.port)
    approve(cast.chen, number, cast.port)
    decline(cast.bella, number, cast.second, "今年任务已满")
    drain()
    for person in (cast.ana, cast.chen, cast.cleo):
        assert "北方机械第二支部谢绝共建“港机联建：安全互促”：今年任务已满" in heard(person)
    assert heard(cast.dara) == []


def test_nobody_is_told_of_their_own_deed(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    agree(cast.cleo, number, cast.port)
    drain()
    assert not any("已同意共建" in line for line in heard(cast.cleo))
    assert any("已同意共建" in line for line in heard(cast.chen))


def test_running_the_reactions_again_tells_nobody_twice(cast: Cast):
    propose(cast.ana, cast.third, cast.port)
    with everything("test", quiet=True):
        twice = [(row.deed_id, row.consumer) for row in db.session().scalars(select(Pending))]
    drain()
    with everything("test", quiet=True):
        for deed_id, consumer in twice:
            db.session().add(Pending(deed_id=deed_id, consumer=consumer))
        make.save()
    drain()
    assert len(heard(cast.chen)) == 1


def test_open_pages_of_whoever_is_told_hear_of_it_at_once_and_nobody_elses(cast: Cast, live):
    chen, dara = live.connect(cast.chen), live.connect(cast.dara)
    number = propose(cast.ana, cast.third, cast.port)
    drain()
    sentence = "安娜邀请南港物流第一支部共建“港机联建：安全互促”，请答复"
    assert chen.hears("notified") == [{"sentence": sentence, "url": f"/partnerships/{number}"}]
    assert not dara.told("notified")


@pytest.mark.sqlite
def test_who_has_heard_of_an_occasion_is_looked_up_and_not_searched_for(cast: Cast):
    """It is asked for each occasion inside the transaction that writes, of a table that only grows."""
    with everything("test", quiet=True), statements() as sent:
        assert told_of("deed:1") == set()
    with db.engine.connect() as connection:
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent[-1]}", ("deed:1",))]
    assert len(plan) == 1 and plan[0].startswith("SEARCH") and "(key=?)" in plan[0]


def test_whoever_cannot_sign_in_is_told_nothing(cast: Cast):
    with everything("test", quiet=True):
        make.member(cast.port, "未激活", "deputy", state="invited")
        make.save()
    propose(cast.ana, cast.third, cast.port)
    drain()
    with everything("test", quiet=True):
        assert db.session().query(Notification).count() == 2


def test_members_of_every_host_hear_when_the_date_stands_and_when_it_falls(cast: Cast):
    number = scheduled(cast)
    drain()
    assert any("定下来了" in line for line in heard(cast.ben))
    assert any("定下来了" in line for line in heard(cast.cleo))
    assert heard(cast.dara) == []
    with acting(cast.ana, number) as (activity, scope):
        cancel_activity(activity, "台风预警", by=scope)
    drain()
    assert any("取消：台风预警" in line for line in heard(cast.ben))
    assert not any("取消" in line for line in heard(cast.dara))
