"""Sign-in slips: a fresh link and code for each of the people who have not opened their account."""

from collections.abc import Sequence

from coop.accounts.actions.links import issue_slips
from coop.accounts.models import Charge
from coop.core import audience
from coop.core.actions import action
from coop.core.errors import Conflict
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.units.events import SlipsPrinted
from coop.units.models import Branch, Membership, Unit
from coop.units.policy import Permission
from coop.units.queries.people import unanswered_in
from coop.units.wishes import Card


@action(Permission.UNIT_ADMINISTER)
def print_slips(unit: Unit, ids: Sequence[int] = (), *, branch_id: int | None = None, by: Scope) -> list[Card]:
    """Every one of these people of the unit has a card, without ids everybody; codes given out before are void.

    Whoever had an account before is asked to sign in with it: the unit is given no key to what is not its own.
    """
    return _cards(_waiting(unit.id, branch_id, ids), unit.id, by)


@action(Permission.BRANCH_EDIT)
def print_slips_of_branch(branch: Branch, ids: Sequence[int] = (), *, by: Scope) -> list[Card]:
    """The same for the people of one branch, by its officers."""
    return _cards(_waiting(branch.unit_id, branch.id, ids), branch.unit_id, by)


def _waiting(unit_id: int, branch_id: int | None, ids: Sequence[int]) -> Sequence[Membership]:
    """Refuses a sheet of nobody, and one that would silently leave out somebody who was chosen and is not theirs."""
    found = unanswered_in(unit_id, branch_id=branch_id, ids=ids)
    if not found or not set(ids) <= {row.id for row in found}:
        raise Conflict(say("名单已经变化：选中的人里有的不用再打印，请刷新后重新选择。"))
    return found


def _cards(memberships: Sequence[Membership], unit_id: int, by: Scope) -> list[Card]:
    mine = {row.user_id: Charge(row.user, row.unit_id, row.branch_id) for row in memberships if row.is_active}
    slips = {slip.user.id: slip for slip in (issue_slips(list(mine.values()), by=by) if mine else ())}
    record(SlipsPrinted(unit_id, len(memberships)), audience=audience.unit(unit_id)).unit_id = unit_id
    return [
        Card(row.id, row.name, row.branch.name, slip.path if slip else None, slip.typed if slip else None)
        for row in memberships
        for slip in [slips.get(row.user_id)]
    ]
