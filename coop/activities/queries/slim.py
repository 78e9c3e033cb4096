"""An activity with no more of its hosts and its partnership than a page says."""


from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, load_only, raiseload, selectinload

from coop.activities.models import Activity, Host
from coop.partnerships.models import Partnership
from coop.units.models import Branch, Unit

PARTNERSHIP = joinedload(Activity.partnership).options(
    load_only(Partnership.name, Partnership.state, Partnership.audience), raiseload(Partnership.parties)
)
# Outer joins, though every host has its branch and every branch its unit: behind the outer join of a host an inner one
# would stand in brackets, and SQLite writes out what stands in brackets before it looks at the one row.
BRANCH = joinedload(Host.branch, innerjoin=False).options(
    load_only(Branch.name, Branch.unit_id, Branch.state),
    joinedload(Branch.unit, innerjoin=False).load_only(Unit.name, Unit.short_name),
)
HOSTS = selectinload(Activity.hosts).options(BRANCH)


def slim() -> Select[Activity]:
    """The long texts of branches, units and partnerships stay where they are: two statements in all."""
    return select(Activity).options(PARTNERSHIP, HOSTS)
