"""What whoever runs the platform knows of a unit: that it is there, how large it is, who answers for it, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from coop.core.events import Deed
from coop.core.paging import Page, page_of
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Unit, UnitApplication
from coop.units.queries.units import figures_of, names_of_users, roles_in

DECIDED = ("units.UnitApproved", "units.UnitSuspended", "units.UnitResumed")


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit from outside: figures and the names of its administrators, nothing of what it does."""

    figures: dict[str, int]
    administrators: Sequence[str]
    application_id: int | None
    decided: Sequence[Deed]
    people: dict[int, str]


def units_in(state: str, *, cursor: str | None = None) -> Page[Unit]:
    """Units of that state, the newest first."""
    return page_of(select(Unit).where(Unit.state == state), by=[Unit.id], cursor=cursor)


def count_units() -> dict[str, int]:
    rows = select(Unit.state, func.count()).group_by(Unit.state)
    return {row[0]: row[1] for row in db.session().execute(rows)}


def standing_of(unit: Unit) -> Standing:
    """Asked past the filter, since an operator belongs to no unit; the log says so."""
    with everything("an operator looks at a unit from outside"):
        applied = select(UnitApplication.id).where(UnitApplication.unit_id == unit.id)
        deeds = select(Deed).where(Deed.unit_id == unit.id, Deed.name.in_(DECIDED)).order_by(Deed.id.desc()).limit(20)
        decided = db.session().scalars(deeds).all()
        return Standing(
            figures=figures_of(unit.id),
            administrators=[role.user.name for role in roles_in(unit.id, "admin")],
            application_id=db.session().scalar(applied),
            decided=decided,
            people=names_of_users({deed.actor_id for deed in decided if deed.actor_id}),
        )
