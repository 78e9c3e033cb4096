"""A roster beside what the unit has: the plan that a dry run shows and the real run carries out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from coop.accounts.models import INVITED, User
from coop.core.errors import NotFound
from coop.core.files.store import StoredBytes
from coop.core.scope import everything
from coop.extensions import db, files
from coop.units.models import Membership, RosterImport, UnitRole
from coop.units.queries.branches import branches_of
from coop.units.queries.elsewhere import unproven_logins
from coop.units.roster.checks import check
from coop.units.roster.logins import protect
from coop.units.roster.reading import read_roster
from coop.units.roster.rows import BranchPath, Known, Person, Plan, Post, Roster, Row


@dataclass(frozen=True, slots=True)
class Checked:
    """A roster that was read and the plan that follows from it now."""

    roster: Roster
    plan: Plan


def get_import(import_id: int) -> RosterImport:
    found = db.session().get(RosterImport, import_id)
    if found is None:
        raise NotFound
    return found


def imports_of(unit_id: int) -> Sequence[RosterImport]:
    """The reader's own imports of that unit, newest first."""
    mine = select(RosterImport).where(RosterImport.unit_id == unit_id).order_by(RosterImport.id.desc()).limit(10)
    return db.session().scalars(mine).all()


def check_import(row: RosterImport) -> Checked:
    """Read the kept file again and compare it with what the unit has at this moment."""
    with files.open(StoredBytes(row.file_key, row.sha256, row.size)) as stream:
        return check_file(row.unit_id, row.filename, stream, updates=row.updates)


def check_file(unit_id: int, filename: str, stream: object, *, updates: bool) -> Checked:
    """The plan of a file for that unit; refuses with a sentence what is no roster."""
    roster = read_roster(filename, stream)  # type: ignore[arg-type]
    plan = check(roster.rows, known_of(unit_id), problems=roster.problems, update=updates)
    logins = {login for row in roster.rows for login in (row.phone, row.email) if login}
    taken, unproven = _taken_usernames(roster.rows), unproven_logins(unit_id, logins)
    return Checked(roster, protect(plan, editable=_editable(unit_id), taken=taken, unproven=unproven))


def paths_of(unit_id: int) -> dict[int, BranchPath]:
    """Of each branch of the unit the names from the top down to it."""
    branches = {branch.id: branch for branch in branches_of(unit_id)}
    paths: dict[int, BranchPath] = {}
    for branch in branches.values():
        names, node = [branch.name], branch
        while node.parent_id in branches and len(names) <= len(branches):
            node = branches[node.parent_id]
            names.append(node.name)
        paths[branch.id] = tuple(reversed(names))
    return paths


def known_of(unit_id: int) -> Known:
    """What the unit has, in the roster's words. Of somebody who has not agreed to join it knows what it typed itself."""
    paths = paths_of(unit_id)
    kinds = {paths[branch.id]: branch.kind for branch in branches_of(unit_id)}
    standing = select(Membership).where(Membership.unit_id == unit_id, Membership.state.in_(("active", "invited")))
    rows: dict[int, list[Membership]] = {}
    for membership in db.session().scalars(standing.order_by(Membership.state, Membership.id)):
        rows.setdefault(membership.user_id, []).append(membership)
    return Known(kinds, tuple(_person(memberships, paths) for memberships in rows.values()))


def _person(memberships: list[Membership], paths: dict[int, BranchPath]) -> Person:
    first, user = memberships[0], memberships[0].user
    posts = {
        paths[row.branch_id]: Post(row.role, row.term_from, row.term_until)
        for row in memberships
        if row.branch_id in paths
    }
    if first.is_active:
        return Person(user.id, user.name, user.phone, user.email, user.username, posts)
    return Person(user.id, first.name, user.phone, None if user.phone else user.email, None, posts)


def _editable(unit_id: int) -> set[int]:
    """Accounts whose sign-in names the unit may still correct: not opened yet, and nobody else's people."""
    other, elsewhere = aliased(Membership), aliased(UnitRole)
    with everything("whether an account belongs to one unit alone", quiet=True):
        return set(db.session().scalars(
            select(Membership.user_id)
            .join(User, User.id == Membership.user_id)
            .where(Membership.unit_id == unit_id, Membership.state == "active", User.state == INVITED)
            .where(~exists().where(other.user_id == User.id, other.unit_id != unit_id))
            .where(~exists().where(elsewhere.user_id == User.id, elsewhere.unit_id != unit_id))
        ))  # fmt: skip


def _taken_usernames(rows: Iterable[Row]) -> dict[str, set[str]]:
    """User names of the roster that accounts have, each with the other sign-in names of its account."""
    wanted = sorted({row.username for row in rows if row.username})
    taken: dict[str, set[str]] = {}
    for start in range(0, len(wanted), 500):
        found = select(User.username, User.phone, User.email).where(User.username.in_(wanted[start : start + 500]))
        for username, phone, email in db.session().execute(found):
            taken[username or ""] = {login for login in (phone, email) if login}
    return taken


def accounts_of(rows: Iterable[Row], ids: Collection[int]) -> Sequence[User]:
    """Accounts of any unit that go by a sign-in name of these rows, and those with these numbers."""
    rows = list(rows)
    named = [
        column.in_({value for row in rows if (value := getattr(row, column.key))})
        for column in (User.phone, User.email, User.username)
    ]
    return db.session().scalars(select(User).where(or_(User.id.in_(ids), *named))).all()


def places_of(user_ids: Collection[int], branch_ids: Collection[int]) -> Sequence[Membership]:
    """What these people are, or were, in these branches."""
    with everything("looking for memberships in some branches", quiet=True):
        found = select(Membership).where(Membership.user_id.in_(user_ids), Membership.branch_id.in_(branch_ids))
        return db.session().scalars(found).all()
