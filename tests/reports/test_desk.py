"""The 工作台: what waits for me with the button that does it, what I wait for, what comes next — and nobody else's."""

from datetime import date

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from coop.core.scope import entering, everything
from coop.extensions import db
from coop.reports import queries
from coop.reports.desk import Waiting, earliest, greeting, in_order
from coop.units.models import UnitApplication
from tests import factories as make
from tests.activities.making import proposed, scheduled, soon
from tests.cast import Cast, Person
from tests.partnerships.asking import propose

days = st.none() | st.dates()


@given(st.lists(days))
def test_what_is_due_first_stands_first_and_what_has_no_day_last(due: list[date | None]):
    things = in_order(Waiting("x", None, day) for day in due)
    dated = [thing.due_on for thing in things if thing.due_on]
    assert dated == sorted(dated)
    assert [thing.due_on for thing in things][: len(dated)] == dated
    assert earliest(things) == (min(dated) if dated else None)


def test_each_hour_has_its_greeting():
    assert [greeting(hour) for hour in (5, 6, 11, 12, 17, 18, 21, 22)] == [
        "night", "morning", "morning", "afternoon", "afternoon", "evening", "evening", "night",
    ]  # fmt: skip


def desk(person: Person) -> queries.Desk:
    with entering(person.scope) as scope:
        return queries.desk_of(scope)


def page(app: Flask, person: Person) -> str:
    answer = person.visit(app).get("/")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_an_invitation_waits_for_those_who_can_answer_it(app: Flask, cast: Cast):
    propose(cast.ana, cast.third, cast.port)
    assert [thing.kind for thing in desk(cast.chen).waiting] == ["invitation"]
    assert [thing.kind for thing in desk(cast.ana).others] == ["partnership"]
    assert not desk(cast.ben).waiting and not desk(cast.dara).waiting
    shown = page(app, cast.chen)
    assert "答复共建邀请“港机联建：安全互促”" in shown and "查看并答复" in shown
    assert "港机联建" not in page(app, cast.dara)


def test_who_is_asked_to_join_a_branch_finds_the_question_on_the_desk(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        make.membership(cast.third, cast.dara.user, state="invited")
        make.save()
    assert [thing.kind for thing in desk(cast.dara).waiting] == ["welcome"] and not desk(cast.ben).waiting
    assert "第三支部邀请您加入" in (shown := page(app, cast.dara)) and "/memberships/waiting" in shown


def test_an_administrator_of_an_empty_unit_is_told_where_to_begin(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        unit = make.unit("西山医院")
        person = make.unit_role(unit, "西门", "admin")
        make.save()
        west = Person(person.id, "西门")
    assert [thing.kind for thing in desk(west).waiting] == ["beginning"] and "导入名单" in page(app, west)
    assert not desk(cast.nora).waiting and "先把组织" not in page(app, cast.dara)


def test_an_application_of_a_unit_is_named_on_the_operators_desk(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        db.session().add(UnitApplication(
            token_hash="x", unit_name="西山医院", kind="hospital", district="滨海", applicant="甲", audience="operators",
        ))  # fmt: skip
        make.save()
    assert "审核入驻申请：西山医院" in page(app, cast.otto)
    assert "西山医院" not in page(app, cast.dara)


def test_a_proposed_activity_waits_for_the_other_host(app: Flask, cast: Cast):
    proposed(cast)
    assert [thing.kind for thing in desk(cast.chen).waiting] == ["proposal"]
    assert [thing.kind for thing in desk(cast.ana).others] == ["activity"]
    assert "查看并确认" in page(app, cast.chen)
    assert "冬季安全生产联合排查" not in page(app, cast.dara)


def test_what_comes_next_is_shown_to_members_of_every_host(app: Flask, cast: Cast):
    scheduled(cast, starts_at=soon(3))
    for person in (cast.ana, cast.ben, cast.cleo):
        assert "冬季安全生产联合排查" in page(app, person)
    for person in (cast.dara, cast.bella):
        assert "冬季安全生产联合排查" not in page(app, person)


def test_an_empty_desk_says_the_next_step(app: Flask, cast: Cast):
    shown = page(app, cast.dara)
    assert "没有等您处理的事" in shown and "近期没有活动" in shown and "看日历" in shown


def test_a_figure_counts_the_records_that_its_address_lists(cast: Cast):
    scheduled(cast, starts_at=soon(3))
    counts = {figure.label: figure.count for figure in desk(cast.ana).figures}
    assert counts == {"partnerships": 1, "activities": 1, "entries": 0}
    assert {figure.label: figure.count for figure in desk(cast.dara).figures}["activities"] == 0


def test_a_stranger_is_asked_to_sign_in(app: Flask):
    assert app.test_client().get("/").location == "/sign-in?next=/"
