"""The last administrator cannot vanish, not even where two go at one moment; rules can each be switched off (U6)."""

import threading

import pytest
from flask import Flask

from coop.core.errors import Conflict, Forbidden, NotFound
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.units.actions.roles import end_unit_role, give_unit_role, set_policies
from coop.units.models import POLICIES, Unit, UnitRole
from coop.units.queries.units import roles_in
from coop.units.wishes import Newcomer
from tests import factories as make
from tests.cast import Cast, Person
from tests.units.pages import send


def north(cast: Cast) -> Unit:
    with everything("test", quiet=True):
        number = cast.north.id
    return db.session().get(Unit, number)


def second_administrator(cast: Cast) -> Person:
    with everything("test", quiet=True):
        user = make.unit_role(cast.north, "诺亚", "admin")
        make.save()
        return Person(user.id, user.name)


def role_of(person: Person, unit_id: int) -> int:
    with everything("test", quiet=True):
        return next(row.id for row in roles_in(unit_id, "admin") if row.user_id == person.id)


def test_the_last_administrator_stays(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        unit_id = cast.north.id
    number = role_of(cast.nora, unit_id)
    answer = send(cast.nora.visit(app), f"/units/{unit_id}/roles/end", f"/units/{unit_id}/roles", role_id=number)
    assert answer.status_code == 409 and "最后一位管理员" in answer.text
    second_administrator(cast)
    answer = send(cast.nora.visit(app), f"/units/{unit_id}/roles/end", f"/units/{unit_id}/roles", role_id=number)
    assert answer.status_code == 303 and cast.nora.visit(app).get(f"/units/{unit_id}").status_code in (403, 404)


def test_of_two_administrators_who_remove_each_other_at_one_moment_one_stays(app: Flask, cast: Cast):
    other = second_administrator(cast)
    with everything("test", quiet=True):
        unit_id = cast.north.id
    roles = {cast.nora: role_of(other, unit_id), other: role_of(cast.nora, unit_id)}
    scopes = {person: person.scope for person in roles}
    start, outcomes = threading.Barrier(2), []

    def remove(person: Person) -> None:
        with app.app_context(), entering(scopes[person]):
            unit = db.session().get(Unit, unit_id)
            start.wait()
            try:
                end_unit_role(unit, roles[person], by=scopes[person])
                outcomes.append("gone")
            except Conflict:
                outcomes.append("stays")
            db.session.remove()

    threads = [threading.Thread(target=remove, args=(person,)) for person in roles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone", "stays"]
    with everything("test", quiet=True):
        db.session().expire_all()
        assert len(roles_in(unit_id, "admin")) == 1


def test_a_role_of_another_unit_is_not_ended_by_its_number(cast: Cast):
    """T-05."""
    with everything("test", quiet=True):
        make.unit_role(cast.east, "东管", "admin")
        foreign = make.unit_role(cast.east, "东管二", "admin")
        make.save()
        number = next(row.id for row in roles_in(cast.east.id) if row.user_id == foreign.id)
    with entering(cast.nora.scope), pytest.raises(Conflict):
        end_unit_role(north(cast), number, by=cast.nora.scope)
    with everything("test", quiet=True):
        assert db.session().get(UnitRole, number)


@pytest.mark.parametrize("who", ["ana", "eve", "dara"])
def test_nobody_but_an_administrator_gives_roles_and_sets_rules(cast: Cast, who: str):
    person = getattr(cast, who)
    with entering(person.scope):
        for deed in (lambda: give_unit_role(north(cast), Newcomer("x", "+8613700000009"), "admin", by=person.scope),
                     lambda: set_policies(north(cast), {"may_pair": False}, by=person.scope)):  # fmt: skip
            with pytest.raises((Forbidden, NotFound)):
                deed()


def test_a_role_is_given_once(cast: Cast):
    with entering(cast.nora.scope):
        give_unit_role(north(cast), Newcomer("新管", "+8613700000009"), "committee", by=cast.nora.scope)
        with pytest.raises(Conflict):
            give_unit_role(north(cast), Newcomer("新管", "+8613700000009"), "committee", by=cast.nora.scope)


def test_each_rule_is_switched_off_by_itself(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        unit_id = cast.north.id
        assert all(cast.north.allows(name) for name in POLICIES)
    others = {name: "y" for name in POLICIES if name != "may_pair"}
    assert send(cast.nora.visit(app), f"/units/{unit_id}/policies", **others).status_code == 303
    with everything("test", quiet=True):
        db.session().expire_all()
        assert [name for name in POLICIES if not cast.north.allows(name)] == ["may_pair"]


def test_a_suspended_unit_allows_nothing_and_an_unknown_rule_is_a_bug():
    unit = Unit(name="x", state="suspended", policies={})
    assert not any(unit.allows(name) for name in POLICIES)
    with pytest.raises(KeyError):
        unit.allows("may_fly")
