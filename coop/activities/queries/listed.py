"""An activity as a row of a list or a square of a calendar says it: a few columns, and who hosts it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Bundle

from coop.activities import lifecycle
from coop.activities.models import Activity, Host
from coop.extensions import db
from coop.units.models import Branch
from coop.units.queries.names import BRANCH_LABEL


@dataclass(frozen=True, slots=True)
class Hosting:
    """One host's part: the branch's label, and its quota with the seats taken; ``is_confirmed`` once it has said yes."""

    branch: str
    is_confirmed: bool
    quota: int | None
    registered: int


@dataclass(slots=True)
class Listed:
    """What a list knows of an activity. Loading it whole, with its hosts' branches and their units, takes thrice as long."""

    id: int
    title: str
    kind: str
    place: str
    state: str
    starts_at: datetime
    ends_at: datetime
    partnership_id: int | None
    hosts: list[Hosting] = field(default_factory=list)

    @property
    def is_scheduled(self) -> bool:
        return self.state == lifecycle.SCHEDULED

    @property
    def is_over(self) -> bool:
        return self.state in lifecycle.OVER

    @property
    def host_names(self) -> tuple[str, ...]:
        return tuple(host.branch for host in self.hosts)

    @property
    def registered(self) -> int:
        return sum(host.registered for host in self.hosts if host.is_confirmed)

    @property
    def quota(self) -> int | None:
        """All seats together; None as soon as one host sets no limit."""
        quotas = [host.quota for host in self.hosts if host.is_confirmed]
        return None if None in quotas else sum(quota for quota in quotas if quota)


COLUMNS: Any = (
    Activity.id, Activity.title, Activity.kind, Activity.place, Activity.state, Activity.starts_at, Activity.ends_at,
    Activity.partnership_id,
)  # fmt: skip
#: One value a row, so that a list pages and orders it as it would the activity itself.
ROWS: Select[Any] = select(Bundle("activity", *COLUMNS))
HOSTS = (
    select(Host.activity_id, BRANCH_LABEL, Host.state == "confirmed", Host.quota, Host.registered)
    .join(Host.branch).join(Branch.unit)
    .where(Host.activity_id.in_(bindparam("activity_ids", expanding=True)), Host.state.in_(("invited", "confirmed")))
    .order_by(Host.id)
)  # fmt: skip


def with_hosts(rows: Iterable[Sequence[Any]]) -> list[Listed]:
    """Rows of ``ROWS`` with those that host them or were asked to; one statement, none for an empty list."""
    found = {row[0]: Listed(*row) for row in rows}
    if found:
        for activity_id, *hosting in db.session().execute(HOSTS, {"activity_ids": list(found)}):
            found[activity_id].hosts.append(Hosting(*hosting))
    return list(found.values())
