"""Who is asked to join, who says no, who gets or loses a task of the unit: the one concerned hears of it, nobody else."""

from sqlalchemy import select

from coop.core.events import record
from coop.core.outbox import drain
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.notifications.models import Notification
from coop.units.events import MembershipDeclined, MembershipInvited, UnitRejected, UnitRoleEnded, UnitRoleGiven
from coop.units.models import UnitApplication
from tests import factories as make
from tests.cast import Cast, Person
from tests.notifications.test_telling import heard


def announce(event: object, *, by: Person | None = None) -> None:
    """As the slice of units records it."""
    with everything("test", quiet=True), entering(by.scope) if by else everything("test", quiet=True):
        record(event, audience="network")
        make.save()
    drain()


def led_to(person: Person) -> list[str]:
    with entering(person.scope):
        return list(db.session().scalars(select(Notification.url)))


def test_the_invited_are_led_to_where_they_answer(cast: Cast):
    announce(MembershipInvited(1, cast.third.id, cast.chen.id))
    assert heard(cast.chen) == ["北方机械第三支部邀请您加入，请答复"] and led_to(cast.chen) == ["/memberships/waiting"]
    assert heard(cast.dara) == heard(cast.ben) == []


def test_who_turns_an_invitation_down_is_heard_by_the_branch(cast: Cast):
    announce(MembershipDeclined(1, cast.third.id, cast.chen.id), by=cast.chen)
    assert heard(cast.ana) == ["陈立谢绝加入北方机械第三支部"]
    assert heard(cast.chen) == heard(cast.dara) == heard(cast.ben) == []


def test_who_is_turned_down_hears_it(cast: Cast):
    announce(MembershipDeclined(1, cast.third.id, cast.chen.id), by=cast.ana)
    assert heard(cast.chen) == ["加入北方机械第三支部的申请没有通过"] and heard(cast.ana) == []


def test_tasks_of_the_unit_are_told_to_who_has_them(cast: Cast):
    unit_id = cast.third.unit_id
    announce(UnitRoleGiven(unit_id, cast.ben.id, 1))
    announce(UnitRoleEnded(unit_id, cast.ben.id))
    assert heard(cast.ben) == ["您担任了北方机械的单位职责", "您不再担任北方机械的单位职责"]
    assert led_to(cast.ben) == [f"/units/{unit_id}", "/"] and heard(cast.dara) == []


def test_a_refused_application_reaches_who_has_an_account(cast: Cast):
    with everything("test", quiet=True):
        cast.dara.user.phone = "+8613800138009"
        row = UnitApplication(
            token_hash="x", unit_name="东湖二校", kind="school", district="滨海", applicant="达拉", phone="+8613800138009",
            state="rejected", state_reason="材料不全", audience="operators",
        )  # fmt: skip
        db.session().add(row)
        make.save()
        number = row.id
    announce(UnitRejected(number))
    assert heard(cast.dara) == ["“东湖二校”的入驻申请没有通过：材料不全"] and led_to(cast.dara) == ["/apply"]
    assert heard(cast.ana) == []
