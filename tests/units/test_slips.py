"""Sign-in slips: for those who have not opened their account, with a key to nothing that belongs to others."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from coop.accounts.models import User
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.units.actions.people import invite_person
from coop.units.models import Branch, Unit
from coop.units.wishes import Newcomer, Office
from tests.cast import Cast
from tests.units.pages import send

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def ids(cast: Cast) -> dict[str, int]:
    """A newcomer in each of North's two branches, and Chen, who has an account elsewhere, asked into the third."""
    with everything("test", quiet=True):
        found = {"north": cast.north.id, "third": cast.third.id, "second": cast.second.id}
        phone = cast.chen.user.phone
    for key, person in (("third", Newcomer("周敏", "+8613700000201")), ("second", Newcomer("吴芳", "+8613700000202")),
                        ("third", Newcomer("老陈", phone))):  # fmt: skip
        with entering(cast.nora.scope):
            row = invite_person(db.session().get(Branch, found[key]), person, Office(), by=cast.nora.scope)
            found[person.name] = row.id
    return found


def test_a_sheet_has_a_card_with_qr_and_code_for_each_newcomer(app: Flask, cast: Cast, ids: dict[str, int]):
    sheet = send(cast.nora.visit(app), f"/units/{ids['north']}/slips").text
    assert all(name in sheet for name in ("周敏", "吴芳", "老陈")) and "安娜" not in sheet
    assert len(CODE.findall(sheet)) == 2 and sheet.count('class="slip-qr"><img src="data:image/svg+xml;') == 3


def test_somebody_with_an_account_elsewhere_gets_a_card_without_a_key(app: Flask, cast: Cast, ids: dict[str, int]):
    """Otherwise a unit could name anybody's phone number and be handed their account."""
    sheet = send(cast.nora.visit(app), f"/units/{ids['north']}/slips", membership_id=[ids["老陈"]]).text
    assert "老陈" in sheet and "已有账号" in sheet and not CODE.search(sheet)


def test_a_printed_code_opens_the_account(app: Flask, cast: Cast, ids: dict[str, int]):
    sheet = send(cast.nora.visit(app), f"/units/{ids['north']}/slips", membership_id=[ids["周敏"]]).text
    visitor = app.test_client()
    answer = send(visitor, "/join", code=CODE.search(sheet)[0])
    assert answer.status_code in (200, 302, 303)


def test_a_branch_prints_for_its_own_people_alone(app: Flask, cast: Cast, ids: dict[str, int]):
    """T-05: a membership of another branch in the form is refused, and with it the whole sheet."""
    path = f"/branches/{ids['third']}"
    refused = send(cast.ana.visit(app), f"{path}/slips", f"{path}/people", membership_id=[ids["周敏"], ids["吴芳"]])
    assert refused.status_code == 409 and "吴芳" not in refused.text
    sheet = send(cast.ana.visit(app), f"{path}/slips", f"{path}/people", membership_id=[ids["周敏"]]).text
    assert "周敏" in sheet and "吴芳" not in sheet
    sheet = send(cast.nora.visit(app), f"/units/{ids['north']}/slips", branch_id=ids["second"]).text
    assert "吴芳" in sheet and "周敏" not in sheet


def test_nobody_else_prints(app: Flask, cast: Cast, ids: dict[str, int]):
    for person, status in ((cast.ben, 403), (cast.bella, 403), (cast.dara, 404)):
        assert send(person.visit(app), f"/branches/{ids['third']}/slips", "/branches").status_code == status
    for person, status in ((cast.ana, 403), (cast.eve, 403), (cast.dara, 404)):
        assert send(person.visit(app), f"/units/{ids['north']}/slips", "/branches").status_code == status


def test_who_is_in_already_needs_no_slip(app: Flask, cast: Cast, ids: dict[str, int]):
    with everything("test", quiet=True):
        db.session().scalar(select(User).where(User.name == "周敏")).state = "active"
        db.session().commit()
        assert db.session().get(Unit, ids["north"])
    assert "周敏" not in send(cast.nora.visit(app), f"/units/{ids['north']}/slips").text
