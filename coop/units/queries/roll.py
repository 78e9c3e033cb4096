"""The roll of a unit: its people by branch, in the order of the tree, and by the sound of their names."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload

from coop.accounts.models import User
from coop.core.paging import Page
from coop.extensions import db
from coop.units.models import Branch, Membership
from coop.units.name_order import is_called, sounds_of
from coop.units.queries.people import STANDING, unanswered
from coop.units.tree import outline

SIZE = 50
Place = tuple[int, list[str], str, int]
#: The name under which a branch knows somebody: until they agree it is the one that the branch wrote itself.
SHOWN = case((Membership.state == "active", User.name), (Membership.called == "", User.name), else_=Membership.called)


@dataclass(slots=True)
class Node:
    """As much of a branch as its place in the tree takes."""

    id: int
    parent_id: int | None
    name: str = ""


def people_of(
    unit_id: int, *, text: str = "", branch_id: int | None = None, state: str = "", cursor: str | None = None
) -> Page[Membership]:
    """Fifty memberships from ``cursor`` on; ``state`` may also be ``waiting``: not signed in or not agreed yet.

    No database sorts by sound, so names and branches of the whole unit are put in order here: three columns of a few
    thousand rows at most. Only the fifty of the page are loaded whole.
    """
    found: Select[Any] = select(Membership.id, Membership.branch_id, SHOWN).where(Membership.unit_id == unit_id)
    found = _in_state(found.join(User, User.id == Membership.user_id), state)
    if branch_id:
        found = found.where(Membership.branch_id == branch_id)
    ranks = _ranks(unit_id)
    rows = db.session().execute(found).all()
    named = [row for row in rows if not text or is_called(row[2], text)]
    places = sorted(_place(ranks, number, branch, name) for number, branch, name in named)
    after = _read(cursor)
    if after is not None:
        places = [place for place in places if place > after]
    here, more = places[:SIZE], len(places) > SIZE
    return Page(_loaded([place[-1] for place in here]), _written(here[-1]) if more else None)


def _in_state(found: Select[Any], state: str) -> Select[Any]:
    if state == "waiting":
        return found.where(unanswered())
    return found.where(Membership.state.in_((state,) if state else STANDING))


def _ranks(unit_id: int) -> dict[int, int]:
    """Of each branch its line in the tree as the unit's own page shows it, the dissolved among them."""
    nodes = select(Branch.id, Branch.parent_id).where(Branch.unit_id == unit_id).order_by(Branch.id)
    tree = outline([Node(*row) for row in db.session().execute(nodes)])
    return {place.node.id: line for line, place in enumerate(tree)}


def _place(ranks: dict[int, int], number: int, branch_id: int, name: str) -> Place:
    """Where somebody stands; who sounds alike stands by the characters, who is called alike by seniority."""
    return ranks.get(branch_id, len(ranks)), list(sounds_of(name)), name, number


def _loaded(ids: Sequence[int]) -> list[Membership]:
    found = select(Membership).options(joinedload(Membership.branch)).where(Membership.id.in_(ids))
    rows = {row.id: row for row in db.session().scalars(found)} if ids else {}
    return [rows[number] for number in ids if number in rows]


def _written(place: Place) -> str:
    return urlsafe_b64encode(json.dumps(place).encode()).decode()


def _read(cursor: str | None) -> Place | None:
    """A cursor that does not fit is taken for none, so that an old link shows the first page."""
    try:
        rank, sounds, name, number = json.loads(urlsafe_b64decode(cursor or ""))
        fits = isinstance(rank, int) and isinstance(name, str) and isinstance(number, int)
        return (rank, [str(sound) for sound in sounds], name, number) if fits else None
    except (ValueError, TypeError):
        return None
