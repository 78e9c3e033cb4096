"""A2: the operator's pages of units that want to join; nobody else finds an application there."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from coop.core.scope import ANONYMOUS, entering, everything
from coop.extensions import db
from coop.units.actions.applications import apply_for_unit
from coop.units.models import Unit, UnitApplication
from coop.units.queries.applications import get_application_by_token
from coop.units.queries.units import roles_in
from coop.units.wishes import UnitWish
from tests.budget import statements
from tests.cast import Cast
from tests.units.pages import csrf, send

WISH = UnitWish("西山医院", "hospital", "滨海市西山区", "卫国", "+8613700000001", None, "想和社区结对")


@pytest.fixture
def waiting(cast: Cast) -> int:
    return get_application_by_token(apply_for_unit(None, WISH, by=ANONYMOUS)).id


def found(number: int) -> UnitApplication:
    return db.session().get(UnitApplication, number)


def test_only_operators_know_of_applications(app: Flask, cast: Cast, waiting: int):
    for person in (cast.nora, cast.ana, cast.dara):
        client = person.visit(app)
        assert client.get("/admin/units").status_code == 403
        assert client.get(f"/admin/applications/{waiting}").status_code == 404
        with entering(person.scope):
            assert found(waiting) is None
    otto = cast.otto.visit(app)
    assert "西山医院" in otto.get("/admin/units").text and "想和社区结对" in otto.get(f"/admin/applications/{waiting}").text


def test_approval_founds_the_unit_and_makes_the_applicant_its_administrator(app: Flask, cast: Cast, waiting: int):
    otto = cast.otto.visit(app)
    answer = send(otto, f"/admin/applications/{waiting}/approval", f"/admin/applications/{waiting}")
    assert answer.status_code == 303
    with everything("test", quiet=True):
        unit = db.session().scalar(select(Unit).where(Unit.name == "西山医院"))
        (role,) = roles_in(unit.id)
        assert (unit.state, unit.audience, role.role, role.user.name, role.user.state) == (
            "active", "network", "admin", "卫国", "invited",
        )  # fmt: skip


def test_the_operator_hands_over_a_link_a_qr_code_and_a_code_that_open_the_account(app: Flask, cast: Cast, waiting: int):
    otto = cast.otto.visit(app)
    send(otto, f"/admin/applications/{waiting}/approval", f"/admin/applications/{waiting}")
    sheet = send(otto, f"/admin/applications/{waiting}/invitation", f"/admin/applications/{waiting}").text
    assert '<img src="data:image/svg+xml;' in sheet and re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", sheet)
    link = re.search(r'value="http://localhost(/join/[^"]+)"', sheet)[1]
    again = send(otto, f"/admin/applications/{waiting}/invitation", f"/admin/applications/{waiting}").text
    assert link not in again, "each handing over makes the earlier one void"


def test_the_pages_show_what_is_in_each_state(app: Flask, cast: Cast, waiting: int):
    otto = cast.otto.visit(app)
    assert "还没有申请" in otto.get("/admin/units?state=rejected").text
    assert otto.get("/admin/units?state=nonsense").status_code == 200
    refused = send(otto, f"/admin/applications/{waiting}/rejection", f"/admin/applications/{waiting}", reason=" ")
    assert refused.status_code == 422 and "请写明理由" in refused.text
    send(otto, f"/admin/applications/{waiting}/rejection", f"/admin/applications/{waiting}", reason="重复申请")
    assert "西山医院" in otto.get("/admin/units?state=rejected").text
    assert "重复申请" in otto.get(f"/admin/applications/{waiting}").text
    assert "西山医院" not in otto.get("/admin/units").text


@pytest.mark.parametrize("deed", ["approval", "rejection", "invitation"])
def test_nobody_else_decides(app: Flask, cast: Cast, waiting: int, deed: str):
    for person in (cast.dara, cast.nora):
        client = person.visit(app)
        token = csrf(client.get("/branches").text)
        answer = client.post(f"/admin/applications/{waiting}/{deed}", data={"csrf_token": token, "reason": "x"})
        assert answer.status_code == 404
    with everything("test", quiet=True):
        assert found(waiting).state == "applied"


def test_two_operators_who_approve_at_once_found_one_unit(app: Flask, cast: Cast, waiting: int):
    otto = cast.otto.visit(app)
    token = csrf(otto.get(f"/admin/applications/{waiting}").text)
    answers = [otto.post(f"/admin/applications/{waiting}/approval", data={"csrf_token": token}).status_code for _ in range(2)]
    with everything("test", quiet=True):
        units = db.session().scalars(select(Unit).where(Unit.name == "西山医院")).all()
    assert (answers, len(units)) == ([303, 409], 1)


def test_the_list_costs_the_same_with_one_and_with_three(app: Flask, cast: Cast, waiting: int):
    otto, costs = cast.otto.visit(app), []
    for more in (0, 2):
        for _ in range(more):
            apply_for_unit(None, WISH, by=ANONYMOUS)
        otto.get("/admin/units")
        with statements() as sent:
            otto.get("/admin/units")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6
