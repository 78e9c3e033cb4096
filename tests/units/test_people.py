"""A1, A3, A4, U3: how people come to a branch, what they are there, how they leave; nobody is thrown out unheard."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from coop.accounts.models import User
from coop.core.clock import today
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.events import Deed
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.units.actions import people
from coop.units.actions.people import change_office, invite_person
from coop.units.models import Branch, Membership, UnitRole
from coop.units.queries.people import find_membership, get_membership, members_of, memberships_of
from coop.units.queries.roll import people_of
from coop.units.terms import term_state
from coop.units.wishes import Newcomer, Office
from tests import factories as make
from tests.cast import Cast, Person
from tests.units.pages import send


def at(cast: Cast, name: str) -> int:
    with everything("test", quiet=True):
        return getattr(cast, name).id


def branch(cast: Cast, name: str) -> Branch:
    return db.session().get(Branch, at(cast, name))


def place(person: Person, branch_id: int) -> Membership:
    return find_membership(person.id, branch_id)


def told(name: str) -> list[Deed]:
    with everything("test", quiet=True):
        return list(db.session().scalars(select(Deed).where(Deed.name == f"units.{name}")))


@pytest.mark.parametrize(("until", "state"), [
    (None, ""), (date(2026, 6, 1), "running"),
    (date(2026, 5, 31), "ending"), (date(2026, 3, 2), "ending"), (date(2026, 3, 1), "over"),
])  # fmt: skip
def test_a_term_is_ending_for_ninety_days(until: date | None, state: str):
    assert term_state(until, on=date(2026, 3, 2)) == state


def test_a_secretary_invites_somebody_new_who_belongs_as_soon_as_the_account_is_opened(cast: Cast):
    with entering(cast.ana.scope):
        row = invite_person(branch(cast, "third"), Newcomer("周敏", "+8613700000002"), Office("clerk"), by=cast.ana.scope)
        assert (row.state, row.role, row.name, row.is_unanswered) == ("active", "clerk", "周敏", True)
        assert row.user.state == "invited"


def test_somebody_with_an_account_is_asked_first_and_stays_unknown_until_they_agree(cast: Cast):
    """A1: one person in two units (双报到). The inviting unit sees the name it typed, and no contact."""
    with everything("test", quiet=True):
        phone = cast.chen.user.phone
    with entering(cast.ana.scope):
        row = invite_person(branch(cast, "third"), Newcomer("老陈", phone), Office(), by=cast.ana.scope)
        number = row.id
        assert (row.state, row.name, row.user_id) == ("invited", "老陈", cast.chen.id)
    assert f"branch:{at(cast, 'third')}" not in cast.chen.scope.audiences
    with entering(cast.chen.scope):
        people.answer_invitation(get_membership(number), accepts=True, by=cast.chen.scope)
    assert {f"branch:{at(cast, 'third')}", f"branch:{at(cast, 'port')}"} <= cast.chen.scope.audiences
    with entering(cast.ana.scope):
        assert get_membership(number).name == "陈立"
    assert len(memberships_of(cast.chen.id)) == 2


def test_an_invitation_without_name_and_number_is_refused_for_both_at_once(app: Flask, cast: Cast):
    answer = send(cast.ana.visit(app), f"/branches/{at(cast, 'third')}/people/new", name="", phone="", role="member")
    assert answer.status_code == 422
    assert "请填写这一项" in answer.text and "至少填一项" in answer.text


def test_the_page_of_an_invited_person_shows_nothing_of_their_account(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        phone = cast.chen.user.phone
    with entering(cast.ana.scope):
        number = invite_person(branch(cast, "third"), Newcomer("老陈", phone), Office(), by=cast.ana.scope).id
    for path in (f"/memberships/{number}", f"/branches/{at(cast, 'third')}/people"):
        page = cast.ana.visit(app).get(path).text
        assert "老陈" in page and "陈立" not in page and phone not in page
    assert cast.dara.visit(app).get(f"/memberships/{number}").status_code == 404


def test_only_the_invited_person_answers(cast: Cast):
    with everything("test", quiet=True):
        phone = cast.chen.user.phone
    with entering(cast.ana.scope):
        number = invite_person(branch(cast, "third"), Newcomer("老陈", phone), Office(), by=cast.ana.scope).id
    for person in (cast.ana, cast.dara, cast.nora):
        with entering(person.scope), pytest.raises((Forbidden, NotFound)):
            people.answer_invitation(get_membership(number), accepts=True, by=person.scope)
    with entering(cast.chen.scope):
        people.answer_invitation(get_membership(number), accepts=False, by=cast.chen.scope)
        with pytest.raises(Conflict):
            people.answer_invitation(get_membership(number), accepts=True, by=cast.chen.scope)
    assert [deed.facts["user_id"] for deed in told("MembershipDeclined")] == [cast.chen.id]


def test_who_asks_to_join_is_answered_by_secretary_or_deputy_with_a_reason_for_a_refusal(app: Flask, cast: Cast):
    third = at(cast, "third")
    chen = cast.chen.visit(app)
    assert send(chen, f"/branches/{third}/applications/new", message="同在一个社区").status_code == 303
    assert send(chen, f"/branches/{third}/applications/new", message="again").status_code == 422
    with everything("test", quiet=True):
        number = place(cast.chen, third).id
    ana = cast.ana.visit(app)
    assert "同在一个社区" in ana.get("/memberships/waiting").text
    assert "同在一个社区" not in cast.bella.visit(app).get("/memberships/waiting").text
    refused = send(ana, f"/memberships/{number}/answer", accepts="0", reason="")
    assert refused.status_code == 422 and "请写明理由" in refused.text
    assert send(cast.ben.visit(app), f"/memberships/{number}/answer", "/branches", accepts="1").status_code == 403
    assert send(ana, f"/memberships/{number}/answer", accepts="1").status_code == 303
    assert f"branch:{third}" in cast.chen.scope.audiences


def test_an_unlisted_branch_cannot_be_asked(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        cast.second.audience = f"unit:{cast.north.id}"
        make.save()
    assert cast.dara.visit(app).get(f"/branches/{at(cast, 'second')}/applications/new").status_code == 404


def test_a_guest_sees_one_branch_and_no_directory(app: Flask, cast: Cast):
    """A4."""
    with entering(cast.ana.scope):
        invite_person(branch(cast, "third"), Newcomer("高宾", "+8613700000003"), Office("guest"), by=cast.ana.scope)
    with everything("test", quiet=True):
        user = db.session().scalar(select(User).where(User.name == "高宾"))
        user.state = "active"
        make.save()
        guest = Person(user.id, user.name)
    visitor = guest.visit(app)
    assert visitor.get(f"/branches/{at(cast, 'third')}").status_code == 200
    for path in (f"/branches/{at(cast, 'second')}", f"/branches/{at(cast, 'port')}"):
        assert visitor.get(path).status_code == 404
    for path in ("/branches", f"/branches/{at(cast, 'third')}/people"):
        assert visitor.get(path).status_code in (403, 404)
    with entering(guest.scope):
        assert [row.user_id for row in db.session().scalars(select(Membership)) if row.user_id != guest.id] != []
        assert not people_of(at(cast, "south")).items


def test_a_unit_that_invites_no_guests_refuses_them_at_the_role(cast: Cast):
    with everything("test", quiet=True):
        cast.north.policies = {"may_invite_guests": False}
        make.save()
    with entering(cast.ana.scope), pytest.raises(Invalid) as refusal:
        invite_person(branch(cast, "third"), Newcomer("x", "+8613700000003"), Office("guest"), by=cast.ana.scope)
    assert refusal.value.field == "role"


@pytest.mark.parametrize("who", ["ben", "bella", "chen", "dara", "eve"])
def test_nobody_else_invites_into_a_branch(cast: Cast, who: str):
    person = getattr(cast, who)
    with entering(person.scope), pytest.raises((Forbidden, NotFound)):
        invite_person(branch(cast, "third"), Newcomer("x", "+8613700000003"), Office(), by=person.scope)


def test_a_change_of_role_needs_a_reason_and_reaches_the_person(cast: Cast):
    with entering(cast.ana.scope):
        row = place(cast.ben, at(cast, "third"))
        with pytest.raises(Invalid) as refusal:
            people.change_office(row, Office("clerk"), reason=" ", by=cast.ana.scope)
        assert refusal.value.field == "reason"
        people.change_office(row, Office("clerk", "宣传干事"), reason="接替内勤", by=cast.ana.scope)
    assert [deed.facts["user_id"] for deed in told("RoleChanged")] == [cast.ben.id]
    assert cast.ben.scope.is_officer(at(cast, "third"))


def test_a_term_that_ends_before_it_begins_is_refused_at_its_field(cast: Cast):
    wrong = Office("member", "", date(2026, 2, 1), date(2026, 1, 31))
    with entering(cast.ana.scope), pytest.raises(Invalid) as refusal:
        people.change_office(place(cast.ben, at(cast, "third")), wrong, reason="x", by=cast.ana.scope)
    assert refusal.value.field == "term_until"


def test_a_deputy_acts_for_the_secretary_but_makes_and_unmakes_none(cast: Cast):
    """A3."""
    third = at(cast, "third")
    with everything("test", quiet=True):
        deputy = make.member(branch(cast, "third"), "傅书", "deputy")
        make.save()
        acting = Person(deputy.id, deputy.name)
    with entering(acting.scope):
        people.change_office(place(cast.ben, third), Office("clerk"), reason="换岗", by=acting.scope)
        with pytest.raises(Forbidden):
            people.change_office(place(cast.ben, third), Office("secretary"), reason="x", by=acting.scope)
        with pytest.raises(Forbidden):
            people.end_membership(place(cast.ana, third), reason="x", is_sure=True, by=acting.scope)


def test_the_last_secretary_goes_only_when_that_is_meant(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        number = place(cast.ana, at(cast, "third")).id
    ana = cast.ana.visit(app)
    answer = send(ana, f"/memberships/{number}/office", role="member", reason="轮换")
    assert answer.status_code == 422 and "唯一的书记" in answer.text
    assert 'name="is_sure"' in answer.text and "轮换" in answer.text
    assert send(ana, f"/memberships/{number}/office", role="member", reason="轮换", is_sure="y").status_code == 303


def test_who_leaves_a_branch_sees_nothing_of_it_from_the_next_request_on(app: Flask, cast: Cast):
    """T-10."""
    third = at(cast, "third")
    ben = cast.ben.visit(app)
    assert ben.get(f"/branches/{third}/people").status_code == 200
    with entering(cast.ana.scope):
        people.end_membership(place(cast.ben, third), reason="调离", by=cast.ana.scope)
    assert ben.get(f"/branches/{third}/people").status_code in (403, 404)
    assert [deed.facts["user_id"] for deed in told("MembershipEnded")] == [cast.ben.id]


def test_an_ended_member_who_is_invited_again_has_one_place(cast: Cast):
    third = at(cast, "third")
    with everything("test", quiet=True):
        phone = cast.ben.user.phone
    with entering(cast.ana.scope):
        people.end_membership(place(cast.ben, third), reason="调离", by=cast.ana.scope)
        row = invite_person(branch(cast, "third"), Newcomer("小贲", phone), Office(), by=cast.ana.scope)
        assert row.state == "invited"
        with pytest.raises(Conflict):
            invite_person(branch(cast, "third"), Newcomer("小贲", phone), Office(), by=cast.ana.scope)
        assert len(members_of(third)) == 2


def test_contacts_are_seen_as_far_as_the_person_says(app: Flask, cast: Cast):
    """T-11, A8: nobody but oneself, until one shows them to the branch."""
    with everything("test", quiet=True):
        number, end = place(cast.ben, at(cast, "third")).id, cast.ben.user.phone[-4:]
        colleague = Person(make.member(cast.third, "同事").id, "同事")
        make.save()
    readers = (cast.ana, cast.nora, cast.eve, colleague)
    assert end in cast.ben.visit(app).get(f"/memberships/{number}").text
    assert not [who.name for who in readers if end in who.visit(app).get(f"/memberships/{number}").text]
    with everything("test", quiet=True):
        db.session().get(User, cast.ben.id).visibility = {"phone": "branch"}
        make.save()
    assert [who for who in readers if end in who.visit(app).get(f"/memberships/{number}").text] == list(readers)
    assert end not in cast.chen.visit(app).get(f"/memberships/{number}").text


def test_officers_see_what_they_typed_until_the_account_is_opened(app: Flask, cast: Cast):
    with entering(cast.ana.scope):
        newcomer = Newcomer("周敏", "+8613700004567")
        number = invite_person(branch(cast, "third"), newcomer, Office(), by=cast.ana.scope).id
    assert "4567" in cast.ana.visit(app).get(f"/memberships/{number}").text
    assert "4567" not in cast.ben.visit(app).get(f"/memberships/{number}").text


def test_people_are_found_by_a_part_of_the_name_and_by_first_letters(cast: Cast):
    with entering(cast.nora.scope):
        for text in ("小满", "bxm", "BX"):
            assert [row.name for row in people_of(at(cast, "north"), text=text).items] == ["贲小满"]
        assert not people_of(at(cast, "north"), text="%").items
    with entering(cast.dara.scope):
        assert not people_of(at(cast, "north")).items


def test_a_term_that_is_nearly_over_is_shown(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        place(cast.ana, at(cast, "third")).term_until = today() + timedelta(days=30)
        make.save()
    assert "任期将满" in cast.ben.visit(app).get(f"/branches/{at(cast, 'third')}").text
    assert "安娜" in cast.nora.visit(app).get(f"/units/{at(cast, 'north')}").text


@pytest.mark.parametrize(("where", "role"), [("east", "admin"), ("north", "committee")])
def test_a_deputy_who_runs_another_unit_or_only_reads_this_one_makes_no_secretary(cast: Cast, where: str, role: str):
    deputy = deputy_of_third(cast)
    with everything("test", quiet=True):
        unit = getattr(cast, where)
        make.add(UnitRole(unit_id=unit.id, user_id=deputy.id, role=role, audience=f"unit:{unit.id}"))
        make.save()
    with entering(deputy.scope):
        row = find_membership(deputy.id, branch(cast, "third").id)
        with pytest.raises(Forbidden):
            change_office(row, Office("secretary"), reason="接任", is_sure=True, by=deputy.scope)


def test_a_deputy_who_administers_this_unit_makes_one(cast: Cast):
    deputy = deputy_of_third(cast)
    with everything("test", quiet=True):
        make.add(UnitRole(unit_id=cast.north.id, user_id=deputy.id, role="admin", audience=f"unit:{cast.north.id}"))
        make.save()
    with entering(deputy.scope):
        row = find_membership(deputy.id, branch(cast, "third").id)
        assert change_office(row, Office("secretary"), reason="接任", is_sure=True, by=deputy.scope).role == "secretary"


def deputy_of_third(cast: Cast) -> Person:
    with everything("test", quiet=True):
        user = make.member(cast.third, "代副", "deputy")
        make.save()
        return Person(user.id, user.name)
