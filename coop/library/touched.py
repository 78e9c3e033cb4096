"""Which event changes what can be found, and by which of its facts."""

from typing import Any

from coop.activities import events as activities
from coop.library.events import AudienceChanged, EntryPublished, EntryWithdrawn
from coop.units import events as units

Ref = tuple[str, int]

#: What happened → what stands differently in the index, and the fact that numbers it.
TOUCHED: dict[type, tuple[str, str]] = {
    EntryPublished: ("entry", "entry_id"),
    EntryWithdrawn: ("entry", "entry_id"),
    AudienceChanged: ("entry", "entry_id"),
    activities.ActivityScheduled: ("activity", "activity_id"),
    activities.ActivityChanged: ("activity", "activity_id"),
    activities.ActivityMoved: ("activity", "activity_id"),
    activities.ActivityCancelled: ("activity", "activity_id"),
    activities.ActivityPostponed: ("activity", "activity_id"),
    units.BranchFounded: ("branch", "branch_id"),
    units.BranchRenamed: ("branch", "branch_id"),
    units.BranchDissolved: ("branch", "branch_id"),
    units.BranchProfileChanged: ("branch", "branch_id"),
    units.MembershipStarted: ("person", "membership_id"),
    units.MembershipEnded: ("person", "membership_id"),
    units.RoleChanged: ("person", "membership_id"),
    units.RosterImported: ("unit", "unit_id"),
    units.UnitApproved: ("unit", "unit_id"),
    units.UnitSuspended: ("unit", "unit_id"),
    units.UnitResumed: ("unit", "unit_id"),
    units.UnitProfileChanged: ("unit", "unit_id"),
}


def touched_by(event: Any) -> Ref:
    """The thing to read anew; ``unit`` stands for all its branches and people."""
    source, fact = TOUCHED[type(event)]
    return source, getattr(event, fact)


def touched_by_name(name: str, facts: dict[str, Any]) -> Ref | None:
    """The same from a trail row: ``library.EntryPublished`` and its facts."""
    for event, (source, fact) in TOUCHED.items():
        if name == f"{event.__module__.split('.')[1]}.{event.__name__}":
            return source, facts[fact]
    return None
