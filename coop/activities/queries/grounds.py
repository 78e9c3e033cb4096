"""From where somebody may plan: their own branches, and the parties that their branches are."""

from sqlalchemy import select

from coop.core.errors import Forbidden, NotFound
from coop.core.scope import OFFICERS, Scope
from coop.extensions import db
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch

MOST_BRANCHES = 60


def officer_branch_ids(scope: Scope) -> list[int]:
    return [post.branch_id for post in scope.posts if post.role in OFFICERS]


def branches_led(scope: Scope) -> list[Branch]:
    """The branches for which the reader plans, in the order of their names."""
    led = select(Branch).where(Branch.id.in_(officer_branch_ids(scope)), Branch.state == "active")
    return list(db.session().scalars(led.order_by(Branch.name, Branch.id)))


def joined_parties(partnership_id: int) -> list[Party]:
    joined = select(Party).where(Party.partnership_id == partnership_id, Party.state == "joined")
    return list(db.session().scalars(joined.order_by(Party.id)))


def get_partnership(partnership_id: int) -> Partnership:
    found = db.session().scalars(select(Partnership).where(Partnership.id == partnership_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_ground(
    scope: Scope, *, partnership_id: int | None, branch_id: int | None
) -> tuple[Branch | Party, list[Branch]]:
    """Where the plan stands, and every branch that could host it. Refuses whoever is no officer of any of them."""
    if partnership_id is None:
        return _own_ground(scope, branch_id)
    get_partnership(partnership_id)
    parties = joined_parties(partnership_id)
    led = [party for party in parties if scope.is_officer(party.branch_id)]
    chosen = next((party for party in led if party.branch_id == branch_id), led[0] if led else None)
    if chosen is None:
        raise Forbidden
    return chosen, [party.branch for party in parties]


def _own_ground(scope: Scope, branch_id: int | None) -> tuple[Branch, list[Branch]]:
    led = branches_led(scope)
    chosen = next((branch for branch in led if branch.id == branch_id), led[0] if led else None)
    if chosen is None:
        raise Forbidden
    return chosen, hosts_beside(chosen)


def hosts_beside(branch: Branch) -> list[Branch]:
    """The branch itself and the others of its unit, at most sixty."""
    others = select(Branch).where(Branch.unit_id == branch.unit_id, Branch.state == "active", Branch.id != branch.id)
    return [branch, *db.session().scalars(others.order_by(Branch.name, Branch.id).limit(MOST_BRANCHES))]
