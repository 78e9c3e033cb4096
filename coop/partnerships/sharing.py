"""Who comes to see what of a partnership: names for its parties, the proposal for the invited, the space for nobody else."""

from coop.core import audience
from coop.core.audience import NETWORK, PUBLIC
from coop.core.scope import everything
from coop.core.tenancy import share, unshare
from coop.extensions import db
from coop.partnerships import queries
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch, Unit


def lend_name(partnership: Partnership, branch: Branch) -> None:
    """The parties read the branch's and its unit's name, even if the directory does not list them."""
    for row in (branch, branch.unit):
        share(row, partnership.audience)


def open_to_officers(partnership: Partnership, party: Party) -> None:
    """The officers of an invited branch read the proposal and the names in it, and nothing that lies in the space."""
    readers = audience.officers(party.branch_id)
    share(partnership, readers)
    for row in _unlisted(partnership):
        share(row, readers)


def close_to_officers(partnership: Partnership, party: Party) -> None:
    """They no longer read the proposal; names lent to them for another one that still waits for them stay."""
    db.session().flush()
    readers = audience.officers(party.branch_id)
    unshare(partnership, readers)
    with everything("taking back names lent to the invited", quiet=True):
        for row in _unlisted(partnership):
            unshare(row, readers)
        for other in queries.proposals_waiting_for(party.branch_id):
            if other.id != partnership.id:
                open_to_officers(other, party)


def _unlisted(partnership: Partnership) -> list[Branch | Unit]:
    names: list[Branch | Unit] = [row for party in partnership.parties for row in (party.branch, party.branch.unit)]
    return [row for row in names if row.audience not in (NETWORK, PUBLIC)]
