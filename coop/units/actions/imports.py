"""A roster comes in: checked without writing, confirmed, then written in portions that survive a restart."""

from typing import BinaryIO

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
from coop.units.actions.portions import Portion
from coop.units.events import MembershipInvited, RoleChanged, RosterConfirmed, RosterImported
from coop.units.models import Branch, Membership, RosterImport, Unit
from coop.units.policy import Permission
from coop.units.queries.imports import check_file, check_import, paths_of
from coop.units.roster.logins import DETAILS
from coop.units.roster.rows import Plan, Row, Step

PORTION = 1000  # rows a transaction, about half a second: each portion reads the file and checks it once more
WRITTEN = ("create", "update")


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
    """The next thousand rows are checked once more and written, whole or not at all; the last portion says that all is done.

    A row that has become a problem since the dry run is left out and counted.
    """
    plan = check_import(row).plan
    if after == 0:
        _found_branches(row.unit_id, plan)
    waiting = [step for step in plan.steps if step.row.number > after]
    steps = waiting[:PORTION]
    outcomes = _written(row.unit_id, steps, by)
    row.done += len(steps)
    row.counts = {name: count + outcomes.count(name) for name, count in row.counts.items()}
    if len(waiting) > PORTION:
        record(RosterConfirmed(row.id, steps[-1].row.number), subject=row)
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


def _written(unit_id: int, steps: list[Step], by: Scope) -> list[str]:
    branches = {path: number for number, path in paths_of(unit_id).items()}
    portion = Portion(unit_id, [step for step in steps if step.row.name and step.outcome in WRITTEN], branches, by=by)
    outcomes = [_write(portion, step) for step in steps]
    portion.write()
    return outcomes


def _write(portion: Portion, step: Step) -> str:
    """One row: a person gets a place in a branch, or what the row fills in is changed; returns what became of it."""
    row = step.row
    if row.name is None or step.outcome not in WRITTEN:
        return step.outcome
    user, is_own = portion.account_for(step)
    membership = portion.place_of(user, row)
    if step.outcome == "update" and DETAILS & set(step.changes) and not portion.correct(user, row):
        return "problem"
    if membership is None or membership.state not in ("active", "invited"):
        _join(portion, membership or portion.found_place(user, row), row, is_asked=not is_own)
        portion.raise_up(user)
    elif step.changes:
        if row.role and row.role != membership.role:
            portion.raise_up(user)
        _describe(membership, row)
        portion.announce(RoleChanged, membership, membership.role)
    return step.outcome


def _join(portion: Portion, membership: Membership, row: Row, *, is_asked: bool) -> None:
    """Somebody with an account of their own is asked first; a new account comes with its place."""
    membership.called, membership.state = row.name or "", "invited" if is_asked else "active"
    membership.role, membership.ended_at = row.role or "member", None
    _describe(membership, row)
    if is_asked or membership.user.state == "active":
        portion.announce(MembershipInvited, membership)


def _describe(membership: Membership, row: Row) -> None:
    membership.role = row.role or membership.role
    membership.term_from = row.starts_on or membership.term_from
    membership.term_until = row.ends_on or membership.term_until
