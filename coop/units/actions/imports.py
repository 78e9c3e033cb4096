"""A roster comes in: checked without writing, confirmed, then written in portions that survive a restart."""

from typing import BinaryIO

from coop.accounts.models import User
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict
from coop.core.events import record
from coop.core.files.store import shown_name
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import reach
from coop.extensions import db, files
from coop.units.actions.newcomers import _account_for, _is_free
from coop.units.events import MembershipInvited, RoleChanged, RosterConfirmed, RosterImported
from coop.units.models import Branch, Membership, RosterImport, Unit
from coop.units.policy import Permission
from coop.units.queries.imports import check_file, check_import, paths_of
from coop.units.queries.people import find_membership
from coop.units.roster.logins import DETAILS
from coop.units.roster.rows import BranchPath, Plan, Row, Step
from coop.units.wishes import Newcomer

PORTION = 300  # rows a transaction: short enough that others who write need not wait long


@action(Permission.UNIT_ADMINISTER)
def check_roster(unit: Unit, filename: str, stream: BinaryIO, *, updates: bool, by: Scope) -> RosterImport:
    """The dry run: the file is kept, every row judged, nothing else written. Refuses what is no roster."""
    checked = check_file(unit.id, filename, stream, updates=updates)
    stream.seek(0)
    kept = files.put(stream)
    row = RosterImport(unit_id=unit.id, by_id=by.user_id or 0, filename=shown_name(filename), file_key=kept.key)
    row.sha256, row.size, row.updates, row.audience = kept.sha256, kept.size, updates, audience.user(by.user_id or 0)
    row.total, row.counts = len(checked.plan.steps), _counts(checked.plan)
    db.session().add(row)
    db.session().flush()
    return row


@action(Permission.UNIT_ADMINISTER)
def confirm_roster(row: RosterImport, *, by: Scope) -> RosterImport:
    """The rows without a problem will be written; the person may leave the page. Refuses a second confirmation."""
    if row.state != "checked":
        raise Conflict(say("这份名单已经在导入了。"))
    row.state, row.counts = "running", {"create": 0, "update": 0, "unchanged": 0, "problem": 0}
    record(RosterConfirmed(row.id, 0), subject=row)
    return row


@action(Permission.UNIT_ADMINISTER)
def write_portion(row: RosterImport, after: int, *, by: Scope) -> RosterImport:
    """The next 300 rows are checked once more and written, whole or not at all; the last portion says that all is done.

    A row that has become a problem since the dry run is left out and counted.
    """
    plan = check_import(row).plan
    if after == 0:
        _found_branches(row.unit_id, plan)
    waiting = [step for step in plan.steps if step.row.number > after]
    portion = waiting[:PORTION]
    branches = {path: number for number, path in paths_of(row.unit_id).items()}
    outcomes = [_write(row.unit_id, step, branches) for step in portion]
    row.done += len(portion)
    row.counts = {name: count + outcomes.count(name) for name, count in row.counts.items()}
    if len(waiting) > PORTION:
        record(RosterConfirmed(row.id, portion[-1].row.number), subject=row)
    else:
        row.state, row.ended_at = "done", now()
        unit_wide = audience.unit(row.unit_id)
        record(RosterImported(row.id, row.unit_id, row.by_id), subject=row, audience=unit_wide)
    return row


def _counts(plan: Plan) -> dict[str, int]:
    return {name: plan.count(name) for name in ("create", "update", "unchanged", "problem")}


def _found_branches(unit_id: int, plan: Plan) -> None:
    unit = db.session().get_one(Unit, unit_id)
    seen_by = audience.NETWORK if unit.allows("lists_new_branches") else audience.unit(unit_id)
    ids = {path: number for number, path in paths_of(unit_id).items()}
    for path, kind in plan.new_branches:
        branch = Branch(unit_id=unit_id, name=path[-1], kind=kind, parent_id=ids.get(path[:-1]), audience=seen_by)
        db.session().add(branch)
        db.session().flush()
        reach(audience.branch(branch.id))
        ids[path] = branch.id


def _write(unit_id: int, step: Step, branches: dict[BranchPath, int]) -> str:
    """One row: a person gets a place in a branch, or what the row fills in is changed; returns what became of it."""
    row = step.row
    if row.name is None or step.outcome not in ("create", "update"):
        return step.outcome
    if step.person_id is None:
        user, is_new = _account_for(Newcomer(row.name, row.phone, row.email, row.username))
    else:
        user, is_new = db.session().get_one(User, step.person_id), True
    membership = find_membership(user.id, branches[row.branch])
    if step.outcome == "update" and not _correct(user, row, step.changes):
        return "problem"
    if membership is None or membership.state not in ("active", "invited"):
        _join(membership, user, row, (unit_id, branches[row.branch]), is_asked=not is_new)
    elif step.changes:
        _describe(membership, row)
        record(RoleChanged(membership.id, membership.branch_id or 0, user.id, membership.role), subject=membership)
    return step.outcome


def _join(membership: Membership | None, user: User, row: Row, place: tuple[int, int], *, is_asked: bool) -> None:
    """Somebody with an account of their own is asked first; a new account comes with its place."""
    unit_id, branch_id = place
    if membership is None:
        membership = Membership(unit_id=unit_id, branch_id=branch_id, user_id=user.id)
        membership.audience = audience.branch(branch_id)
        db.session().add(membership)
    membership.called, membership.state = row.name or "", "invited" if is_asked else "active"
    membership.role, membership.ended_at = row.role or "member", None
    _describe(membership, row)
    db.session().flush()
    if is_asked or user.state == "active":
        record(MembershipInvited(membership.id, branch_id, user.id), subject=membership)


def _describe(membership: Membership, row: Row) -> None:
    membership.role = row.role or membership.role
    membership.term_from = row.starts_on or membership.term_from
    membership.term_until = row.ends_on or membership.term_until


def _correct(user: User, row: Row, changes: tuple[str, ...]) -> bool:
    """Filled cells win; the plan has made sure that these names are the unit's to correct. False: somebody has one."""
    if DETAILS & set(changes):
        if not _is_free(user, Newcomer(row.name or "", row.phone, row.email, row.username)):
            return False
        user.name, user.phone = row.name or user.name, row.phone or user.phone
        user.email, user.username = row.email or user.email, row.username or user.username
    return True
