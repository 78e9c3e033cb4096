"""The index follows what happens: many changes at once, one commit. Who has left keeps no key to what they wrote."""

from typing import Any

from coop.core import audience
from coop.core.events import Deed, in_batches, on
from coop.core.outbox import first
from coop.core.tenancy import unshare
from coop.library.feeding import feed, heal_index
from coop.library.queries.entries import unpublished_of
from coop.library.touched import TOUCHED, touched_by
from coop.units.events import MembershipEnded

first(heal_index)


@in_batches(*TOUCHED)
def refresh_index(happenings: list[tuple[Any, Deed]]) -> None:
    """Read what was touched as it stands now; it does not matter how often or in which order it was touched."""
    feed({touched_by(event) for event, _ in happenings})


@on(MembershipEnded)
def close_drafts(event: MembershipEnded, deed: Deed) -> None:
    """An author or reviewer who left the branch no longer reads what it has not published (T-10)."""
    for entry, version in unpublished_of(event.branch_id):
        unshare(entry, audience.user(event.user_id))
        unshare(version, audience.user(event.user_id))
