"""What units do later: a confirmed roster is written portion by portion."""

from dataclasses import replace

from coop.core.events import Deed, on
from coop.core.scope import current
from coop.units.actions.imports import write_portion
from coop.units.events import RosterConfirmed
from coop.units.queries.imports import get_import


@on(RosterConfirmed)
def write_roster(event: RosterConfirmed, deed: Deed) -> None:
    """In the name of whoever confirmed it. A portion that was written already is not written again."""
    row, scope = get_import(event.import_id), current()
    if row.is_running and scope is not None:
        write_portion(row, event.row, by=replace(scope, user_id=deed.actor_id))
