"""A unit that the platform sets aside: its people read why and nothing else, its partners that it is so, nothing is lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from coop.core.errors import Conflict, Forbidden, Refused
from coop.core.events import Deed
from coop.core.outbox import drain
from coop.core.scope import Scope, entering, everything
from coop.extensions import db
from coop.partnerships.actions import leave_partnership
from coop.units.actions.suspension import resume_unit, suspend_unit
from coop.units.models import Unit
from coop.units.queries.units import get_unit
from tests import factories as make
from tests.activities import making
from tests.authz.world import detached
from tests.budget import statements
from tests.cast import Cast, Person, sign_in
from tests.library import writing
from tests.notifications.test_telling import heard
from tests.partnerships import asking
from tests.units.pages import csrf, send


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Its rows keep their numbers whoever looks: an operator who asks for them would find none."""
    with everything("test", quiet=True):
        return detached(cast)


REASON = "资料与登记不符，请补交证明后恢复"


def suspend(cast: Cast, reason: str = REASON) -> None:
    with entering(cast.otto.scope):
        suspend_unit(get_unit(cast.north.id), reason, by=cast.otto.scope)


def resume(cast: Cast) -> None:
    with entering(cast.otto.scope):
        resume_unit(get_unit(cast.north.id), by=cast.otto.scope)


def state(cast: Cast) -> tuple[str, str]:
    with everything("test", quiet=True):
        db.session().expire_all()
        unit = db.session().get_one(Unit, cast.north.id)
        return unit.state, unit.state_reason


def test_the_operator_suspends_with_a_reason_and_takes_it_back(app: Flask, cast: Cast):
    otto, page = cast.otto.visit(app), f"/admin/units/{cast.north.id}"
    assert "安娜" not in otto.get(page).text and "诺拉" in otto.get(page).text, "who answers for it, not who is in it"
    silent = send(otto, f"{page}/suspension", page, reason=" ")
    assert silent.status_code == 422 and "请写明理由" in silent.text and state(cast) == ("active", "")
    assert send(otto, f"{page}/suspension", page, reason=REASON).status_code == 303
    assert state(cast) == ("suspended", REASON)
    assert REASON in otto.get(page).text and REASON in otto.get("/admin/units?state=suspended").text
    assert "北方机械" not in otto.get("/admin/units?state=active").text
    assert send(otto, f"{page}/suspension/end", page).status_code == 303
    assert state(cast) == ("active", "")
    assert "北方机械" in otto.get("/admin/units?state=active").text


def test_the_trail_of_the_unit_and_of_the_platform_keep_both(app: Flask, cast: Cast):
    suspend(cast)
    resume(cast)
    with everything("test", quiet=True):
        named = select(Deed.name, Deed.audience).where(Deed.subject_kind == "unit", Deed.subject_id == cast.north.id)
        kept = [tuple(row) for row in db.session().execute(named.order_by(Deed.id))]
    own = f"unit:{cast.north.id}"
    assert kept == [("units.UnitSuspended", own), ("units.UnitResumed", own)]
    trail = cast.nora.visit(app).get(f"/units/{cast.north.id}/trail").text
    assert f"平台停用本单位：{REASON}" in trail and "平台恢复本单位" in trail
    assert REASON in cast.otto.visit(app).get(f"/admin/units/{cast.north.id}").text


def test_its_people_keep_nothing_but_themselves(app: Flask, cast: Cast):
    suspend(cast)
    for person in (cast.ana, cast.ben, cast.eve, cast.nora):
        scope = person.scope
        assert scope.audiences == {"public", f"user:{person.id}"}
        assert (scope.posts, scope.unit_roles) == ((), frozenset()) and scope.suspended_unit_ids == {cast.north.id}
    assert cast.chen.scope.suspended_unit_ids == frozenset(), "a partner is not suspended along"
    client = cast.ana.visit(app)
    for path in (f"/partnerships/{cast.pact.id}", f"/units/{cast.north.id}", f"/branches/{cast.third.id}/people"):
        assert client.get(path).status_code == 404


def test_its_people_read_why_after_signing_in_and_on_every_closed_door(app: Flask, cast: Cast):
    suspend(cast)
    client = app.test_client()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], sign_in(app, cast.ana.id))
    desk = client.get("/")
    assert desk.status_code == 200 and "安娜" in desk.text
    assert "北方机械已停用" in desk.text and REASON in desk.text and "接下来的活动" not in desk.text
    assert "您的单位目前停用" in client.get(f"/partnerships/{cast.pact.id}").text
    for person in (cast.dara, cast.chen):
        other = person.visit(app)
        assert REASON not in other.get("/").text and "停用" not in other.get("/partnerships/987654").text


def test_what_waits_for_one_personally_rests_too(app: Flask, cast: Cast):
    """A review is the reviewer's own and outlives the branch's audiences: it can be read, and nothing be done with it."""
    entry = writing.draft(cast, title="等艾芙看的经验")
    review = writing.submit(cast.ana, entry, cast.eve)
    assert "等艾芙看的经验" in cast.eve.visit(app).get("/").text
    suspend(cast)
    client = cast.eve.visit(app)
    assert "等艾芙看的经验" not in client.get("/").text
    answer = send(client, f"/reviews/{review}/approval", "/me")
    assert answer.status_code == 403 and "等恢复后再办" in answer.text
    resume(cast)
    assert send(cast.eve.visit(app), f"/reviews/{review}/approval", "/me").status_code == 303


def test_everything_is_there_again_when_it_is_taken_back(app: Flask, cast: Cast):
    plan = making.own(cast, title="三支部内部学习")
    before = cast.ana.scope
    suspend(cast)
    assert cast.ana.visit(app).get(f"/activities/{plan}").status_code == 404
    resume(cast)
    assert cast.ana.scope == before
    assert "三支部内部学习" in cast.ana.visit(app).get(f"/activities/{plan}").text
    assert "已停用" not in cast.ana.visit(app).get("/").text


def test_whoever_belongs_to_two_units_keeps_the_other(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        make.membership(cast.gate, cast.ben.user)
        make.save()
    suspend(cast)
    scope = cast.ben.scope
    assert f"branch:{cast.gate.id}" in scope.audiences and f"branch:{cast.third.id}" not in scope.audiences
    desk = cast.ben.visit(app).get("/").text
    assert "北方机械已停用" in desk and "接下来的活动" in desk


def test_its_partners_see_that_it_is_so_and_not_why(app: Flask, cast: Cast):
    page = f"/partnerships/{cast.pact.id}"
    assert "已被平台停用" not in cast.chen.visit(app).get(page).text
    suspend(cast)
    space = cast.chen.visit(app).get(page).text
    assert "北方机械第三支部所在的单位已被平台停用" in space and REASON not in space
    assert cast.dara.visit(app).get(page).status_code == 404
    resume(cast)
    assert "已被平台停用" not in cast.chen.visit(app).get(page).text


def test_its_administrators_hear_why_and_its_partners_that_it_is_so(cast: Cast):
    suspend(cast)
    drain()
    assert heard(cast.nora) == [f"平台停用了您的单位：{REASON}"]
    assert heard(cast.chen) == ["共建方北方机械已被平台停用，那边的人暂时看不到共建空间"] == heard(cast.cleo)
    assert heard(cast.dara) == heard(cast.ana) == heard(cast.ben) == []


def test_of_what_happens_meanwhile_its_people_are_told_nothing(cast: Cast):
    suspend(cast)
    drain()
    told = len(heard(cast.ana))
    from_partner(cast)
    assert len(heard(cast.ana)) == told and len(heard(cast.ben)) == 0


def from_partner(cast: Cast) -> None:
    """Chen leaves the partnership; every party's officers would hear of it."""
    leave_partnership(asking.party_of(cast.pact.id, cast.port), "任务有变", by=cast.chen.scope)
    drain()


@pytest.mark.parametrize("who", ["nora", "ana", "eve", "chen", "dara"])
def test_nobody_but_an_operator_suspends_or_takes_back(app: Flask, cast: Cast, who: str):
    person: Person = getattr(cast, who)
    client = person.visit(app)
    token = csrf(client.get("/branches").text)
    for deed in ("suspension", "suspension/end"):
        answer = client.post(f"/admin/units/{cast.north.id}/{deed}", data={"csrf_token": token, "reason": "x"})
        assert answer.status_code == 403
    assert client.get(f"/admin/units/{cast.north.id}").status_code == 403
    with pytest.raises(Forbidden), entering(person.scope):
        suspend_unit(get_unit(cast.north.id), "x", by=person.scope)
    assert state(cast) == ("active", "")


def test_the_operator_still_sees_nothing_inside(app: Flask, cast: Cast):
    """To know a unit by its name opens none of its doors."""
    client = cast.otto.visit(app)
    for path in (f"/units/{cast.north.id}", f"/units/{cast.north.id}/people", f"/branches/{cast.third.id}/people"):
        assert client.get(path).status_code == 404


def test_of_two_operators_at_one_moment_the_second_is_told(app: Flask, cast: Cast):
    outcomes = at_once(app, cast.otto.scope, lambda unit, by: suspend_unit(unit, REASON, by=by), cast.north.id)
    assert sorted(outcomes) == ["Conflict", "done"]
    outcomes = at_once(app, cast.otto.scope, lambda unit, by: resume_unit(unit, by=by), cast.north.id)
    assert sorted(outcomes) == ["Conflict", "done"]


def at_once(app: Flask, by: Scope, deed: Callable[[Unit, Scope], object], unit_id: int) -> list[str]:
    start, outcomes = Barrier(2), []

    def run() -> None:
        with app.app_context(), entering(by):
            unit = get_unit(unit_id)
            start.wait()
            try:
                deed(unit, by)
                outcomes.append("done")
            except Refused as refusal:
                outcomes.append(type(refusal).__name__)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_what_is_not_in_use_is_not_suspended_and_what_is_in_use_not_taken_back(cast: Cast):
    with pytest.raises(Conflict):
        resume(cast)
    suspend(cast)
    with pytest.raises(Conflict):
        suspend(cast, "再来一次")
    assert state(cast) == ("suspended", REASON)


def test_the_list_of_units_costs_the_same_with_three_and_with_six(app: Flask, cast: Cast):
    otto, costs = cast.otto.visit(app), []
    for more in (0, 3):
        with everything("test", quiet=True):
            for number in range(more):
                make.unit(f"新单位{number}")
            make.save()
        otto.get("/admin/units?state=active")
        with statements() as sent:
            otto.get("/admin/units?state=active")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6
