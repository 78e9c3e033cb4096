"""How many SQL statements the pages of partnerships cost, whatever they show."""

import pytest
from flask import Flask

from coop.partnerships.actions import make_motion, name_liaisons
from tests import factories as make
from tests.activities.making import scheduled, soon
from tests.budget import FRAME, statements
from tests.cast import Cast
from tests.partnerships.asking import party_of, propose

SPACE, MEMBERS, LIST = FRAME + 8, FRAME + 3, FRAME + 6


def cost(app: Flask, cast: Cast, path: str) -> int:
    ana = cast.ana.visit(app)
    assert ana.get(path).status_code == 200
    with statements() as sent:
        assert ana.get(path).status_code == 200
    return len(sent)


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three(app: Flask, cast: Cast, size: int):
    for number in range(size - 1):
        make.partnership(cast.third, cast.gate, name=f"共建{number}")
    make.save()
    for branch in (cast.gate, cast.second)[: size - 1]:
        propose(cast.ana, cast.third, branch)
    assert cost(app, cast, "/partnerships") == LIST


@pytest.mark.parametrize("size", [1, 3])
def test_the_space_costs_the_same_with_one_and_with_three_of_everything(app: Flask, cast: Cast, size: int):
    third = party_of(cast.pact.id, cast.third)
    name_liaisons(third, cast.ana.id, cast.ben.id if size > 1 else None, by=cast.ana.scope)
    make_motion(party_of(cast.pact.id, cast.port), "pause", "检修", by=cast.chen.scope)
    for number in range(size - 1):
        branch = make.branch(cast.east, f"第{number}支部")
        make.save()
        make_motion(party_of(cast.pact.id, cast.port), "admit", "一起", invitee_id=branch.id, by=cast.chen.scope)
        make.party(cast.pact, make.branch(cast.north, f"新{number}支部"))
        make.save()
    for number in range(size):
        scheduled(cast, title=f"第{number}次", starts_at=soon(3 + number))
    assert cost(app, cast, f"/partnerships/{cast.pact.id}") == SPACE


@pytest.mark.parametrize("size", [1, 3])
def test_the_roster_costs_the_same_with_many(app: Flask, cast: Cast, size: int):
    for number in range(size * 5):
        make.member(cast.port, f"成员{number}")
    make.save()
    assert cost(app, cast, f"/partnerships/{cast.pact.id}/members") == MEMBERS
