"""Branches: one, a unit's whole tree, and those that the network's directory names."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select

from coop.core import audience
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.extensions import db
from coop.units.initials import is_initials
from coop.units.models import ACTIVE, Branch, Membership, Unit
from coop.units.queries.units import audiences_here


def get_branch(branch_id: int) -> Branch:
    branch = find_branch(branch_id)
    if branch is None:
        raise NotFound
    return branch


def get_own_branch(branch_id: int) -> Branch:
    """A branch of the reader's own unit, or the one whose guest they are: how another one is run is not found."""
    branch, held = get_branch(branch_id), audiences_here()
    if audience.unit(branch.unit_id) not in held and audience.branch(branch.id) not in held:
        raise NotFound
    return branch


def find_branch(branch_id: int) -> Branch | None:
    return db.session().get(Branch, branch_id)


def branches_of(unit_id: int, *, state: str = "active") -> Sequence[Branch]:
    """The unit's branches as the reader may see them, in the order in which they were founded."""
    found = select(Branch).where(Branch.unit_id == unit_id, Branch.state == state).order_by(Branch.id)
    return db.session().scalars(found).all()


def find_branch_of(unit_id: int, branch_id: int | None) -> Branch | None:
    """The unit's own active branch with that id: an id of another unit finds nothing (T-05)."""
    mine = select(Branch).where(Branch.id == branch_id, Branch.unit_id == unit_id, Branch.state == "active")
    return db.session().scalar(mine)


def parents_in(unit_id: int) -> dict[int, int | None]:
    """Of each node of the unit's tree the one above it."""
    rows = select(Branch.id, Branch.parent_id).where(Branch.unit_id == unit_id, Branch.state == "active")
    return {row[0]: row[1] for row in db.session().execute(rows)}


def count_members(branch_ids: Sequence[int]) -> dict[int, int]:
    """Active members by branch, guests not counted."""
    rows = (
        select(Membership.branch_id, func.count())
        .where(Membership.branch_id.in_(branch_ids), Membership.state == "active", Membership.role != "guest")
        .group_by(Membership.branch_id)
    )
    return {branch_id: count for branch_id, count in db.session().execute(rows) if branch_id is not None}


def directory(
    *, text: str = "", district: str = "", domain: str = "", kind: str = "", cursor: str | None = None
) -> Page[Branch]:
    """Branches that the reader may know of, by unit and founding, newest first; filters narrow it down."""
    found = _living(select(Branch))
    if kind:
        found = found.where(Branch.kind == kind)
    if district:
        found = found.where(_district() == district)
    if domain:
        found = found.where(cast(Branch.domains, String).like(f'%"{domain}"%'))
    if text:
        found = found.where(_named(text))
    return page_of(found, by=[Branch.id], cursor=cursor, size=24)


def districts() -> Sequence[str]:
    """The districts that the directory can be narrowed to."""
    found = _living(select(_district().label("district")).select_from(Branch)).distinct().order_by("district").limit(30)
    return [name for name in db.session().scalars(found) if name]


def _living(statement: Select[Any]) -> Select[Any]:
    return statement.join(Unit, Unit.id == Branch.unit_id).where(Branch.state == "active", Unit.state == ACTIVE)


def _district() -> ColumnElement[str]:
    """A branch stands where it says, else where its unit does."""
    return func.coalesce(func.nullif(Branch.district, ""), Unit.district)


def _named(text: str) -> ColumnElement[bool]:
    """By a part of the branch's or the unit's name, or by first letters of syllables: dszb finds 第三支部."""
    part = f"%{_escaped(text)}%"
    names = [Branch.name.like(part, escape="!"), Unit.name.like(part, escape="!"), Unit.short_name.like(part, escape="!")]
    if is_initials(text):
        names.append(Branch.initials.like(f"%{text.lower()}%"))
    return or_(*names)


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
