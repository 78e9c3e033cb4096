"""The names of units and branches: as one column of a statement, and those around a person, which make no good password."""

from typing import Any

from sqlalchemy import select

from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Branch, Membership, Unit

#: What ``Branch.label`` says, for rows of columns that join the branch and its unit.
BRANCH_LABEL: Any = Unit.label + Branch.name


def words_around(user_id: int) -> list[str]:
    """Units and branches that the person belongs to or is invited to; asked for before anybody is signed in, too."""
    with everything("names for a password", quiet=True):
        rows = db.session().execute(
            select(Unit.name, Unit.short_name, Branch.name)
            .join(Branch, Branch.unit_id == Unit.id)
            .join(Membership, Membership.branch_id == Branch.id)
            .where(Membership.user_id == user_id)
        )
        return [name for row in rows.all() for name in row if name]
