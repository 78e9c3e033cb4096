"""An activity with no more of its hosts and its partnership than a page says."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, load_only, raiseload, selectinload

from coop.activities.models import Activity, Host
from coop.partnerships.models import Partnership
from coop.units.models import Branch, Unit

PARTNERSHIP = joinedload(Activity.partnership).options(
    load_only(Partnership.name, Partnership.state), raiseload(Partnership.parties)
)
HOSTS = (
    selectinload(Activity.hosts)
    .joinedload(Host.branch, innerjoin=True)
    .options(
        load_only(Branch.name, Branch.unit_id, Branch.state),
        joinedload(Branch.unit, innerjoin=True).load_only(Unit.name, Unit.short_name),
    )
)


def slim() -> Select[Activity]:
    """The long texts of branches, units and partnerships stay where they are: two statements in all."""
    return select(Activity).options(PARTNERSHIP, HOSTS)
