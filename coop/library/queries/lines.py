"""The rows behind the lines of an answer, with no more of them than a line says, by statements that are built once."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, load_only, raiseload

from coop.accounts.models import User
from coop.activities.models import Activity
from coop.extensions import db
from coop.library.models import Entry
from coop.library.queries.documents import ROWS
from coop.library.search.document import Key
from coop.units.models import Branch, Membership, Unit

UNIT = joinedload(Branch.unit, innerjoin=True).load_only(Unit.name, Unit.short_name)
# An inner join, as everything has its branch: over an outer one SQLite joins all branches with their units first.
BRANCH_OF_ENTRY = joinedload(Entry.branch, innerjoin=True).options(load_only(Branch.name, Branch.unit_id), UNIT)
BRANCH_OF_PERSON = joinedload(Membership.branch, innerjoin=True).options(load_only(Branch.name, Branch.unit_id), UNIT)
SAID: dict[Any, tuple[Any, ...]] = {
    Entry: (
        load_only(
            Entry.kind, Entry.state, Entry.title, Entry.summary, Entry.tags, Entry.version_id, Entry.published_at,
            Entry.audience,
        ),
        BRANCH_OF_ENTRY,
    ),
    Activity: (
        load_only(Activity.title, Activity.about, Activity.place, Activity.starts_at, Activity.audience),
        raiseload(Activity.hosts), raiseload(Activity.partnership),
    ),
    Branch: (load_only(Branch.name, Branch.strengths, Branch.district), UNIT),
    Membership: (
        load_only(Membership.user_id, Membership.called, Membership.role, Membership.post, Membership.state),
        joinedload(Membership.user, innerjoin=True).load_only(User.name), BRANCH_OF_PERSON,
    ),
}  # fmt: skip
LINES = {
    table: select(table).where(table.id.in_(bindparam("ids", expanding=True))).options(*said)
    for table, said in SAID.items()
}


def lines_of(keys: Collection[Key]) -> dict[Key, Any]:
    """The rows that the reader sees of these keys, one statement for each table among them."""
    rows: dict[Key, Any] = {}
    for table in dict.fromkeys(ROWS[kind] for kind, _ in keys):
        kinds = {number: kind for kind, number in keys if ROWS[kind] is table}
        for row in db.session().scalars(LINES[table], {"ids": list(kinds)}):
            # An entry whose kind has changed since is found under its new one.
            kind = row.kind if table is Entry else kinds[row.id]
            rows[kind, row.id] = row
    return rows
