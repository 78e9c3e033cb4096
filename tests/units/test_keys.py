"""Whose key a card is: an account that nobody has opened proves nothing about who is meant, and a card opens all of it."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from coop.accounts.models import User
from coop.core.errors import Invalid
from coop.core.scope import ANONYMOUS, entering, everything
from coop.extensions import db
from coop.units.actions.applications import apply_for_unit
from coop.units.actions.people import change_office, end_membership, invite_person
from coop.units.actions.roles import give_unit_role
from coop.units.actions.slips import print_slips, print_slips_of_branch
from coop.units.models import Branch, Membership, Unit, UnitApplication, UnitRole
from coop.units.wishes import Card, Newcomer, Office, UnitWish
from tests import factories as make
from tests.cast import Cast, Person
from tests.units.pages import send
from tests.units.test_imports import bare, book, carry_out, names, plan_of

PHONE = "+8613911112222"
REGISTERED = "由别的单位登记过，账号还没有启用"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def ids(cast: Cast) -> dict[str, int]:
    with everything("test", quiet=True):
        return {name: getattr(cast, name).id for name in ("north", "south", "east", "third", "second", "port", "gate")}


def invited(by: Person, branch_id: int, person: Newcomer, role: str = "member") -> int:
    with entering(by.scope):
        return invite_person(db.session().get(Branch, branch_id), person, Office(role), by=by.scope).id


def made(by: Person, unit_id: int, person: Newcomer, role: str = "admin", **how: bool) -> UnitRole:
    with entering(by.scope):
        return give_unit_role(db.session().get(Unit, unit_id), person, role, by=by.scope, **how)


def printed(by: Person, branch_id: int, *ids: int) -> list[Card]:
    with entering(by.scope):
        return print_slips_of_branch(db.session().get(Branch, branch_id), ids, by=by.scope)


def opens(app: Flask, card: Card) -> bool:
    return send(app.test_client(), "/join", code=card.code).status_code == 200


def account(phone: str = PHONE) -> User:
    with everything("test", quiet=True):
        db.session().expire_all()
        return db.session().scalars(select(User).where(User.phone == phone)).one()


def test_who_registered_a_number_first_does_not_become_another_units_administrator(app: Flask, cast: Cast, ids: dict[str, int]):
    invited(cast.dara, ids["gate"], Newcomer("某人", phone=PHONE))
    fields = {"name": "任处长", "phone": "139 1111 2222", "role": "admin"}
    answer = send(cast.nora.visit(app), f"/units/{ids['north']}/roles", **fields)
    assert answer.status_code == 422 and f"这个手机号{REGISTERED}" in answer.text
    assert 'id="phone-error"' in answer.text and 'value="139 1111 2222"' in answer.text
    assert "东城" not in answer.text and "教工" not in answer.text
    with everything("test", quiet=True):
        assert not db.session().scalars(select(UnitRole).where(UnitRole.user_id == account().id)).all()


def test_nor_a_member_there_by_either_name(app: Flask, cast: Cast, ids: dict[str, int]):
    invited(cast.dara, ids["gate"], Newcomer("某人", phone=PHONE, email="some@example.org"))
    for person, field in ((Newcomer("任", phone=PHONE), "phone"), (Newcomer("任", email="some@example.org"), "email")):
        with pytest.raises(Invalid) as refusal:
            invited(cast.ana, ids["third"], person)
        assert refusal.value.field == field and REGISTERED in refusal.value.sentence
    with everything("test", quiet=True):
        assert db.session().scalars(select(Membership.unit_id).where(Membership.user_id == account().id)).all() == [ids["east"]]


def test_nor_by_a_roster_whose_row_says_why(app: Flask, cast: Cast, ids: dict[str, int]):
    invited(cast.dara, ids["gate"], Newcomer("某人", phone=PHONE, email="some@example.org"))
    content = book(("任处长", "13911112222", "", "", "党委/第三支部", ""), ("周敏", "13700000101", "", "", "党委/第三支部", ""),
                   ("王五", "", "some@example.org", "", "党委/第三支部", ""))  # fmt: skip
    _, page = plan_of(app, cast, content)
    assert "2 行有问题" in page and f"这个手机号{REGISTERED}" in page and f"这个邮箱{REGISTERED}" in page
    assert "东城" not in bare(page)
    carry_out(app, cast, content)
    assert set(names(cast)) == {"周敏"}


def test_nor_by_founding_a_unit_and_nothing_is_half_done(app: Flask, cast: Cast, ids: dict[str, int]):
    invited(cast.dara, ids["gate"], Newcomer("某人", phone=PHONE))
    apply_for_unit(None, UnitWish("西山医院", "hospital", "西山区", "卫国", PHONE, None), by=ANONYMOUS)
    with everything("test", quiet=True):
        number = db.session().scalar(select(UnitApplication.id))
    page = f"/admin/applications/{number}"
    answer = send(cast.otto.visit(app), f"{page}/approval", page, once="a-key")
    assert answer.status_code == 422 and f"这个手机号{REGISTERED}" in answer.text
    with everything("test", quiet=True):
        assert db.session().get(UnitApplication, number).is_waiting
        assert not db.session().scalar(select(Unit).where(Unit.name == "西山医院"))


def test_what_one_unit_let_go_the_next_begins_anew(app: Flask, cast: Cast, ids: dict[str, int]):
    """Neither a card that is still about nor an address that somebody added opens what the account is given now."""
    number = invited(cast.dara, ids["gate"], Newcomer("某人", phone=PHONE, email="dara@example.org"))
    (old,) = printed(cast.dara, ids["gate"], number)
    with entering(cast.dara.scope):
        end_membership(db.session().get(Membership, number), reason="写错了", by=cast.dara.scope)
    made(cast.nora, ids["north"], Newcomer("任处长", phone=PHONE))
    assert not opens(app, old)
    assert (account().name, account().email) == ("任处长", None)


def test_the_same_by_a_roster(app: Flask, cast: Cast, ids: dict[str, int]):
    number = invited(cast.dara, ids["gate"], Newcomer("某人", phone=PHONE, email="dara@example.org"))
    (old,) = printed(cast.dara, ids["gate"], number)
    with entering(cast.dara.scope):
        end_membership(db.session().get(Membership, number), reason="写错了", by=cast.dara.scope)
    carry_out(app, cast, book(("任处长", "13911112222", "", "", "党委/第三支部", "书记"),
                              ("王五", "", "dara@example.org", "", "党委/第三支部", "")))  # fmt: skip
    assert not opens(app, old)
    assert (account().name, account().email) == ("任处长", None)
    assert {name: row.state for name, row in names(cast).items()} == {"任处长": "active", "王五": "active"}


def test_nor_does_a_roster_change_what_another_unit_registered(app: Flask, cast: Cast, ids: dict[str, int]):
    """Somebody who was asked in before this was refused: the account stays as the other unit made it."""
    with everything("test", quiet=True):
        person = make.member(cast.gate, "某人", phone=PHONE, email="some@example.org", state="invited")
        make.membership(cast.third, person, state="invited", called="任处长")
        make.save()
    _, page = plan_of(app, cast, book(("任处长", "13911112222", "", "", "党委/第三支部", "书记")), updates="y")
    assert REGISTERED in page and "正式导入" not in page
    assert (account().name, account().email) == ("某人", "some@example.org")


def test_no_unit_prints_the_key_of_who_stands_in_two(app: Flask, cast: Cast, ids: dict[str, int]):
    with everything("test", quiet=True):
        person = make.member(cast.third, "两处", state="invited")
        make.membership(cast.gate, person)
        make.save()
    for who, path, page in ((cast.nora, f"/units/{ids['north']}/slips", None),
                            (cast.dara, f"/branches/{ids['gate']}/slips", f"/branches/{ids['gate']}/people")):  # fmt: skip
        sheet = send(who.visit(app), path, page).text
        assert "两处" in sheet and "请平台管理员办理" in sheet and not CODE.search(sheet)


@pytest.mark.parametrize(("role", "printers"), [
    ("secretary", {"chen", "head"}), ("deputy", {"chen", "head", "deputy"}), ("clerk", {"chen", "head", "deputy"}),
    ("member", {"chen", "head", "deputy", "cleo"}),
])  # fmt: skip
def test_officers_print_the_keys_of_those_whom_they_could_appoint(cast: Cast, ids: dict[str, int], role: str, printers: set[str]):
    with everything("test", quiet=True):
        head, deputy = make.unit_role(cast.south, "南管", "admin"), make.member(cast.port, "副书记", "deputy")
        make.save()
        people = {"chen": cast.chen, "cleo": cast.cleo, "head": Person(head.id, "南管"), "deputy": Person(deputy.id, "副书记")}
    number = invited(cast.chen, ids["port"], Newcomer("新书记", phone=PHONE), role)
    cards = {name: printed(person, ids["port"], number)[0] for name, person in people.items()}
    assert {name for name, card in cards.items() if card.code} == printers
    assert {card.keeper for name, card in cards.items() if name not in printers} <= {"unit"}


def test_the_sheet_says_who_hands_over_what_a_branch_may_not(app: Flask, cast: Cast, ids: dict[str, int]):
    """Neither the key of somebody who runs the unit, nor of somebody who also stands in another branch."""
    first = invited(cast.ana, ids["third"], Newcomer("任处长", phone=PHONE))
    made(cast.nora, ids["north"], Newcomer("任处长", phone=PHONE), is_sure=True)
    second = invited(cast.ana, ids["third"], Newcomer("两支部", phone="+8613911113333"))
    invited(cast.nora, ids["second"], Newcomer("两支部", phone="+8613911113333"), "deputy")
    sheet = send(cast.ana.visit(app), f"/branches/{ids['third']}/slips", f"/branches/{ids['third']}/people").text
    assert sheet.count("请单位管理员打印") == 2 and not CODE.search(sheet)
    with entering(cast.nora.scope):
        cards = print_slips(db.session().get(Unit, ids["north"]), [first, second], by=cast.nora.scope)
    assert all(card.code and not card.keeper for card in cards)


def test_a_card_that_is_out_opens_nothing_once_more_hangs_on_the_account(app: Flask, cast: Cast, ids: dict[str, int]):
    numbers = [invited(cast.chen, ids["port"], Newcomer(name, phone=f"+861391111{at}")) for at, name in enumerate("甲乙丙", 4440)]
    with everything("test", quiet=True):
        head = make.unit_role(cast.south, "南管", "admin")
        make.save()
        head = Person(head.id, "南管")
    old = printed(cast.cleo, ids["port"], *numbers)
    made(head, ids["south"], Newcomer("甲", phone="+8613911114440"), is_sure=True)
    with entering(cast.chen.scope):
        change_office(db.session().get(Membership, numbers[1]), Office("secretary"), reason="接任", by=cast.chen.scope)
    assert [opens(app, card) for card in old] == [False, False, True]


def test_a_card_that_is_out_opens_nothing_after_a_roster_gave_more(app: Flask, cast: Cast, ids: dict[str, int]):
    numbers = [invited(cast.ana, ids["third"], Newcomer(name, phone=f"+861391111{at}")) for at, name in enumerate("甲乙", 4440)]
    old = printed(cast.ana, ids["third"], *numbers)
    carry_out(app, cast, book(("甲", "13911114440", "", "", "党委/第三支部", "副书记"),
                              ("乙", "13911114441", "", "", "党委/第三支部", "")), updates="y")  # fmt: skip
    assert [opens(app, card) for card in old] == [False, True]


def test_a_roster_makes_nobody_a_member_who_was_only_asked(app: Flask, cast: Cast, ids: dict[str, int]):
    with everything("test", quiet=True):
        phone = cast.chen.user.phone
    invited(cast.nora, ids["third"], Newcomer("老陈", phone=phone))
    carry_out(app, cast, book(("老陈", phone.removeprefix("+86"), "", "", "党委/第二支部", "成员")))
    with everything("test", quiet=True):
        places = select(Membership.state).where(Membership.user_id == cast.chen.id, Membership.unit_id == ids["north"])
        assert db.session().scalars(places).all() == ["invited", "invited"]


def test_a_roster_seats_a_member_of_the_unit_in_one_more_branch_at_once(app: Flask, cast: Cast, ids: dict[str, int]):
    with everything("test", quiet=True):
        phone = cast.ben.user.phone.removeprefix("+86")
    carry_out(app, cast, book(("贲小满", phone, "", "", "党委/第二支部", "成员")))
    with everything("test", quiet=True):
        assert db.session().scalars(select(Membership.state).where(Membership.user_id == cast.ben.id)).all() == ["active"] * 2
