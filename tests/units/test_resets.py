"""A-07: an administrator hands over the way back of the unit's own people, and of nobody else's."""

import pytest
from flask import Flask
from sqlalchemy import select

from coop.core.errors import Conflict, Forbidden
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.units.actions.resets import hand_over_reset
from coop.units.models import Membership
from tests import factories as make
from tests.cast import Cast, Person


def membership_of(person: Person) -> Membership:
    with everything("test", quiet=True):
        return db.session().scalars(select(Membership).where(Membership.user_id == person.id)).first()


def ask(app: Flask, by: Person, of: Person):
    client = by.visit(app)
    row = membership_of(of).id
    token = client.get("/me").text.split('name="csrf-token" content="')[1].split('"')[0]
    return client.post(f"/memberships/{row}/reset", data={"csrf_token": token})


def test_the_administrator_shows_a_member_a_link_and_a_code(app: Flask, cast: Cast):
    answer = ask(app, cast.nora, cast.ben)
    assert answer.status_code == 200
    assert '<img src="data:image/svg+xml;' in answer.text and 'class="pin"' in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize(("by", "status"), [("ana", 403), ("ben", 403), ("eve", 403), ("dara", 404), ("chen", 404)])
def test_nobody_else_does(app: Flask, cast: Cast, by: str, status: int):
    assert ask(app, getattr(cast, by), cast.ben).status_code == status


def test_an_account_that_counts_in_another_unit_is_not_handed_over(cast: Cast):
    """Otherwise North's administrator would walk into East as its member."""
    with everything("test", quiet=True):
        make.membership(cast.gate, cast.ben.user)
        make.save()
        own = select(Membership).where(Membership.branch_id == cast.third.id, Membership.user_id == cast.ben.id)
        mine = db.session().scalars(own).one()
    with entering(cast.nora.scope) as nora, pytest.raises(Conflict):
        hand_over_reset(mine, by=nora)


def test_the_account_of_an_operator_is_not_handed_over(cast: Cast):
    with everything("test", quiet=True):
        cast.ben.user.is_operator = True
        make.save()
    row = membership_of(cast.ben)
    with entering(cast.nora.scope) as nora, pytest.raises(Forbidden):
        hand_over_reset(row, by=nora)
