"""A sign-in name is its person's own to choose, so a whole unit is given on more than that: a place, a name, a second look."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from coop.accounts.actions.own import Names, Profile, change_names, edit_profile
from coop.core.clock import local, now
from coop.core.errors import Invalid
from coop.core.events import Deed
from coop.core.scope import ANONYMOUS, entering, everything
from coop.extensions import db
from coop.units.actions.applications import apply_for_unit, approve_application
from coop.units.actions.roles import give_unit_role
from coop.units.models import Unit, UnitApplication, UnitRole
from coop.units.queries.people import find_membership
from coop.units.wishes import Newcomer, UnitWish
from tests import factories as make
from tests.cast import Cast, Person
from tests.units.pages import send
from tests.units.test_imports import bare

PHONE = "+8613933334444"


@pytest.fixture
def north(cast: Cast) -> int:
    with everything("test", quiet=True):
        return cast.north.id


def roles_of(person: Person) -> list[str]:
    with everything("test", quiet=True):
        return list(db.session().scalars(select(UnitRole.role).where(UnitRole.user_id == person.id)))


def refusal_of(cast: Cast, north: int, person: Newcomer, **how: bool) -> Invalid:
    with entering(cast.nora.scope), pytest.raises(Invalid) as refusal:
        give_unit_role(db.session().get(Unit, north), person, "admin", by=cast.nora.scope, **how)
    return refusal.value


def take(person: Person, phone: str = PHONE) -> None:
    """The person signs in with that number from now on, as anybody may say of themselves."""
    with entering(person.scope):
        change_names(person.user, names=Names(phone=phone, email=None, username="mine"), by=person.scope)


def typed(person: Person, phone: str = "", **more: str) -> dict[str, str]:
    with everything("test", quiet=True):
        return {"name": person.name, "phone": phone or person.user.phone, "role": "admin", **more}


def hidden(page: str) -> str:
    return re.search(r'name="sure_of"[^>]*value="([^"]*)"', page)[1]


def test_who_took_a_colleagues_number_is_not_called_like_the_colleague(cast: Cast, north: int):
    take(cast.ben)
    refusal = refusal_of(cast, north, Newcomer("李部长", phone=PHONE), is_sure=True)
    assert refusal.field == "name" and "贲" not in refusal.sentence
    assert not roles_of(cast.ben)


def test_who_has_no_place_in_the_unit_is_invited_first(cast: Cast, north: int):
    take(cast.dara)
    refusal = refusal_of(cast, north, Newcomer("达拉", phone=PHONE), is_sure=True)
    assert refusal.field == "phone" and "请先邀请" in refusal.sentence
    assert not roles_of(cast.dara)


def test_who_was_only_asked_has_no_place_yet(cast: Cast, north: int):
    with everything("test", quiet=True):
        make.membership(cast.third, cast.dara.user, state="invited")
        make.save()
    take(cast.dara)
    assert "请先邀请" in refusal_of(cast, north, Newcomer("达拉", phone=PHONE), is_sure=True).sentence


def test_the_administrator_looks_twice_and_then_it_is_done(app: Flask, cast: Cast, north: int):
    client, path = cast.nora.visit(app), f"/units/{north}/roles"
    fields = typed(cast.ben)
    page = send(client, path, **fields)
    assert page.status_code == 422 and "账号属于贲小满，在第三支部（贲小满）" in page.text and "改过" not in bare(page.text)
    assert not roles_of(cast.ben) and "is_sure" in page.text
    assert "is_sure" not in client.get(path).text
    assert send(client, path, **fields, is_sure="y", sure_of=hidden(page.text)).status_code == 303
    assert roles_of(cast.ben) == ["admin"]


def test_a_mark_that_was_set_for_one_person_does_not_count_for_the_next(app: Flask, cast: Cast, north: int):
    client, path = cast.nora.visit(app), f"/units/{north}/roles"
    mark = hidden(send(client, path, **typed(cast.ben)).text)
    page = send(client, path, **typed(cast.ana), is_sure="y", sure_of=mark)
    assert page.status_code == 422 and "账号属于安娜" in page.text and not roles_of(cast.ana)
    assert not re.search(r'<input[^>]*checked[^>]*name="is_sure"', page.text)
    assert send(client, path, **typed(cast.ana), is_sure="y").status_code == 422


def test_what_the_person_changed_lately_is_said_with_the_day(cast: Cast, north: int):
    """Whoever renames themselves as well is found by the name under which the branch took them in, and by the day."""
    with everything("test", quiet=True):
        find_membership(cast.ben.id, cast.third.id).called = "贲小满"
        make.save()
    take(cast.ben)
    with entering(cast.ben.scope):
        edit_profile(cast.ben.user, profile=Profile(name="李部长", visibility={}), by=cast.ben.scope)
    sentence = refusal_of(cast, north, Newcomer("李部长", phone=PHONE)).sentence
    assert "第三支部（贲小满）" in sentence and f"{local(now()):%Y-%m-%d}" in sentence and "请先当面核实" in sentence


@pytest.mark.parametrize(("days", "said"), [(89, 1), (91, 0)])
def test_what_was_changed_long_ago_is_not(cast: Cast, north: int, days: int, said: int):
    take(cast.ben)
    with everything("test", quiet=True):
        db.session().execute(update(Deed).values(at=now() - timedelta(days=days)))
        make.save()
    assert refusal_of(cast, north, Newcomer("贲小满", phone=PHONE)).sentence.count("改过") == said


def test_a_change_of_what_is_shown_is_no_change_of_name(cast: Cast, north: int):
    with entering(cast.ben.scope):
        edit_profile(cast.ben.user, profile=Profile(name="贲小满", visibility={"phone": "branch"}), by=cast.ben.scope)
        phone = cast.ben.user.phone
    assert "改过" not in refusal_of(cast, north, Newcomer("贲小满", phone=phone)).sentence


def test_who_has_not_come_in_yet_is_shown_with_all_that_was_registered(cast: Cast, north: int):
    """An address that somebody else added would lead a reset astray."""
    with everything("test", quiet=True):
        make.member(cast.third, "任处长", phone=PHONE, email="ana@example.org", state="invited")
        make.save()
    sentence = refusal_of(cast, north, Newcomer("任处长", phone=PHONE)).sentence
    assert "还没有启用" in sentence and "ana@example.org" in sentence and "第三支部" in sentence


def applied(name: str, phone: str) -> int:
    apply_for_unit(None, UnitWish("西山医院", "hospital", "西山区", name, phone, None), by=ANONYMOUS)
    with everything("test", quiet=True):
        return db.session().scalar(select(UnitApplication.id))


def test_an_applicant_whose_number_somebody_took_gets_nobody_a_unit(app: Flask, cast: Cast):
    take(cast.ben)
    number = applied("卫国", PHONE)
    page = f"/admin/applications/{number}"
    answer = send(cast.otto.visit(app), f"{page}/approval", page, is_sure="y")
    assert answer.status_code == 422 and "姓名不同的账号" in answer.text and "贲" not in answer.text
    with everything("test", quiet=True):
        assert db.session().get(UnitApplication, number).is_waiting and not roles_of(cast.ben)


def test_the_operator_looks_twice_at_an_applicant_who_is_known(app: Flask, cast: Cast):
    take(cast.ben)
    number = applied("贲小满", PHONE)
    page, otto = f"/admin/applications/{number}", cast.otto.visit(app)
    answer = send(otto, f"{page}/approval", page, once="a-key")
    assert answer.status_code == 422 and "，在北方机械" in answer.text and f"{local(now()):%Y-%m-%d}" in answer.text
    assert "is_sure" not in otto.get(page).text
    assert send(otto, f"{page}/approval", page, once="a-key", is_sure="y").status_code == 303
    assert roles_of(cast.ben) == ["admin"]


def test_an_applicant_who_is_new_is_approved_at_once(cast: Cast):
    number = applied("卫国", PHONE)
    with entering(cast.otto.scope):
        assert approve_application(db.session().get(UnitApplication, number), by=cast.otto.scope).is_active
