"""A2: a unit applies in public, an operator answers, the applicant reads the answer by its secret and becomes administrator."""


import pytest
from flask import Flask
from sqlalchemy import select

from coop.accounts.models import User
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from coop.core.events import Origin, origins
from coop.core.scope import ANONYMOUS, entering, everything
from coop.extensions import db
from coop.units.actions.applications import apply_for_unit, approve_application, reject_application
from coop.units.models import UnitApplication
from coop.units.queries.applications import applications, get_application_by_token
from coop.units.queries.units import roles_in
from coop.units.wishes import UnitWish
from coop.units.words import shortened
from tests.cast import Cast
from tests.units.pages import send

WISH = UnitWish("西山医院", "hospital", "滨海市西山区", "卫国", "+8613700000001", None, "想和社区结对")
FORM = {"unit_name": "西山医院", "kind": "hospital", "district": "滨海市西山区", "applicant": "卫国", "phone": "137 0000 0001"}


@pytest.fixture
def waiting(cast: Cast) -> int:
    return number_of(apply_for_unit(None, WISH, by=ANONYMOUS))


def number_of(token: str) -> int:
    return get_application_by_token(token).id


def found(number: int) -> UnitApplication:
    return db.session().get(UnitApplication, number)


def test_anybody_applies_and_finds_the_answer_by_a_secret_address(app: Flask, cast: Cast):
    visitor = app.test_client()
    answer = send(visitor, "/apply", **FORM)
    address = answer.headers["Location"]
    assert answer.status_code == 303 and len(address.rsplit("/", 1)[1]) >= 32
    assert "等待审核" in visitor.get(address).text
    assert visitor.get(address[:-1] + "x").status_code == 404
    with entering(cast.otto.scope):
        (row,) = applications("applied").items
        assert (row.unit_name, row.phone) == ("西山医院", "+8613700000001")
        number = row.id
        reject_application(row, "同一单位已经入驻，请联系管理员。", by=cast.otto.scope)
    assert number and "同一单位已经入驻" in visitor.get(address).text


def test_what_was_typed_stays_beside_the_sentence(app: Flask, cast: Cast):
    answer = send(app.test_client(), "/apply", **(FORM | {"phone": "12", "unit_name": "西山医院<b>"}))
    assert answer.status_code == 422
    assert "不是电话号码" in answer.text and "西山医院&lt;b&gt;" in answer.text and 'value="12"' in answer.text
    neither = send(app.test_client(), "/apply", **(FORM | {"phone": ""}))
    assert neither.status_code == 422, neither.headers["Location"]
    assert "至少填一项" in neither.text


def test_all_that_is_missing_is_said_at_once_and_the_number_stays_as_it_was_typed(app: Flask, cast: Cast):
    answer = send(app.test_client(), "/apply", **(FORM | {"unit_name": "", "phone": ""}))
    assert "请填写这一项" in answer.text and "至少填一项" in answer.text
    answer = send(app.test_client(), "/apply", **(FORM | {"unit_name": ""}))
    assert 'value="137 0000 0001"' in answer.text


@pytest.mark.parametrize(
    ("name", "short"),
    [("滨海市北方机械制造有限责任公司", "滨海市北方机械制造"), ("西山医院", "西山医院"), ("有限公司", "有限公司")],
)
def test_a_unit_is_called_without_its_legal_form_until_it_says_better(name: str, short: str):
    assert shortened(name) == short


def test_the_same_form_sent_twice_is_one_application(app: Flask, cast: Cast):
    visitor = app.test_client()
    first, second = (send(visitor, "/apply", once="a-key", **FORM) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with entering(cast.otto.scope):
        assert len(applications("applied").items) == 1


def test_an_applicant_with_an_account_gets_the_role_and_no_key(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        phone = cast.chen.user.phone
    wish = UnitWish("南港幼儿园", "school", "南港", "陈立", phone, None)
    number = number_of(apply_for_unit(None, wish, by=ANONYMOUS))
    with entering(cast.otto.scope):
        unit = approve_application(found(number), is_sure=True, by=cast.otto.scope)
        with everything("test", quiet=True):
            assert [role.user_id for role in roles_in(unit.id)] == [cast.chen.id]
    otto = cast.otto.visit(app)
    assert "/join/" not in send(otto, f"/admin/applications/{number}/invitation", "/admin/units").text


def test_an_answer_is_given_once_and_a_refusal_has_a_reason(cast: Cast, waiting: int):
    with entering(cast.otto.scope):
        with pytest.raises(Invalid) as refusal:
            reject_application(found(waiting), "  ", by=cast.otto.scope)
        assert refusal.value.field == "reason"
        approve_application(found(waiting), by=cast.otto.scope)
        for deed in (lambda row: approve_application(row, by=cast.otto.scope),
                     lambda row: reject_application(row, "x", by=cast.otto.scope)):  # fmt: skip
            with pytest.raises(Conflict):
                deed(found(waiting))


def test_nobody_but_an_operator_approves(cast: Cast, waiting: int):
    with everything("test", quiet=True):
        row = found(waiting)
        for person in (cast.nora, cast.dara):
            with pytest.raises((Forbidden, NotFound)):
                approve_application(row, by=person.scope)
        assert db.session().scalar(select(User).where(User.name == "卫国")) is None


def test_one_address_applies_ten_times_an_hour_at_most(cast: Cast):
    token = origins.set(Origin(address="203.0.113.9"))
    for _ in range(10):
        apply_for_unit(None, WISH, by=ANONYMOUS)
    with pytest.raises(TooMany):
        apply_for_unit(None, WISH, by=ANONYMOUS)
    origins.set(Origin(address="203.0.113.10"))
    apply_for_unit(None, WISH, by=ANONYMOUS)
    origins.reset(token)
