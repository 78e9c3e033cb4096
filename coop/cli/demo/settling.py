"""Units, their branches, and ninety people with their roles; each signs in by phone number, some by a short name too."""

from itertools import count
from typing import Any
from uuid import uuid4

from coop.accounts.models import ACTIVE, TO_BRANCH, User
from coop.cli.demo.reading import read_json
from coop.cli.demo.stage import Stage, add
from coop.core import audience
from coop.units.models import Branch, Membership, Unit, UnitRole

FOUNDED = -420


def settle(stage: Stage) -> None:
    """Everybody is in, nobody is anybody real: the numbers belong to no subscriber we know."""
    numbers = count(1)
    _person(stage, "平台管理员", next(numbers), login="admin", is_operator=True)
    for told in read_json("units"):
        unit = add(Unit(
            name=told["name"], short_name=told["short_name"], kind=told["kind"], district=told["district"],
            accent=told["accent"], about=told["about"], state=ACTIVE, audience=audience.NETWORK,
            created_at=stage.at(FOUNDED),
        ))  # fmt: skip
        stage.units[told["key"]] = unit
        for each in told["branches"]:
            _branch(stage, unit, each, numbers)
        _roles(stage, unit, told)


def _branch(stage: Stage, unit: Unit, told: dict[str, Any], numbers: "count[int]") -> None:
    parent = stage.branches.get(told.get("parent", ""))
    branch = add(Branch(
        unit_id=unit.id, parent_id=parent.id if parent else None, audience=audience.NETWORK, kind=told["kind"],
        name=told["name"], strengths=told["strengths"], needs=told["needs"], venues=told["venues"],
        domains=told["domains"], district=told["district"], created_at=stage.at(FOUNDED),
    ))  # fmt: skip
    stage.branches[told["key"]] = branch
    for order, line in enumerate(told["people"]):
        name, role, login = f"{line}:".split(":")[:3]
        person = _person(stage, name, next(numbers), login=login or None)
        add(Membership(
            branch_id=branch.id, unit_id=unit.id, user_id=person.id, role=role, state="active", order=order,
            audience=audience.branch(branch.id), created_at=stage.at(FOUNDED + 5),
        ))  # fmt: skip
        stage.homes[name] = branch
        stage.members.setdefault(told["key"], []).append(person)
        stage.roles.setdefault((told["key"], role), person)


def _person(stage: Stage, name: str, number: int, *, login: str | None, is_operator: bool = False) -> User:
    person = add(User(
        name=name, phone=f"+861990000{number:04d}", username=login, password=stage.password_hash, state=ACTIVE,
        fs_uniquifier=uuid4().hex, is_operator=is_operator, created_at=stage.at(FOUNDED + 5),
        signed_in_at=stage.past(-stage.dice.randrange(12), f"{stage.dice.randrange(7, 21)}:{stage.dice.randrange(10, 60)}"),
        visibility={"phone": TO_BRANCH} if number % 3 else {},
    ))  # fmt: skip
    stage.people[name] = person
    return person


def _roles(stage: Stage, unit: Unit, told: dict[str, Any]) -> None:
    for role, names in (("admin", [told["admin"]]), ("committee", told["committee"])):
        for name in names:
            add(UnitRole(unit_id=unit.id, user_id=stage.people[name].id, role=role, audience=audience.unit(unit.id)))
