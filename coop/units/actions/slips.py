"""Sign-in slips: a fresh link and code for each of the people who have not opened their account."""

from collections.abc import Mapping, Sequence

from coop.accounts.actions import Slip, issue_slips
from coop.accounts.models import Charge
from coop.core import audience
from coop.core.actions import action
from coop.core.errors import Conflict
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.units.appointing import could_appoint
from coop.units.events import SlipsPrinted
from coop.units.models import Branch, Membership, Unit
from coop.units.policy import Permission
from coop.units.queries.elsewhere import held_in, those_elsewhere
from coop.units.queries.people import unanswered_in
from coop.units.wishes import Card


@action(Permission.UNIT_ADMINISTER)
def print_slips(unit: Unit, ids: Sequence[int] = (), *, branch_id: int | None = None, by: Scope) -> list[Card]:
    """Every one of these people of the unit has a card, without ids everybody; codes given out before are void.

    Whoever had an account before is asked to sign in with it: the unit is given no key to what is not its own. Nobody
    receives the key of a person whom they could not have appointed; the card says who hands it over.
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
    unopened = {row.user_id: Charge(row.user, row.unit_id, row.branch_id) for row in memberships if row.is_active}
    keepers = _keepers(unopened, unit_id, by)
    mine = [charge for number, charge in unopened.items() if number not in keepers]
    slips = {slip.user.id: slip for slip in (issue_slips(mine, by=by) if mine else ())}
    record(SlipsPrinted(unit_id, len(memberships)), audience=audience.unit(unit_id)).unit_id = unit_id
    return [_card(row, slips.get(row.user_id), keepers.get(row.user_id, "")) for row in memberships]


def _card(row: Membership, slip: Slip | None, keeper: str) -> Card:
    path, code = (slip.path, slip.typed) if slip else (None, None)
    return Card(row.id, row.name, row.branch.name, path, code, keeper)


def _keepers(unopened: Mapping[int, Charge], unit_id: int, by: Scope) -> dict[int, str]:
    """Whose key is not for whoever prints, and who has it: the platform's where somebody counts elsewhere as well, the unit's
    where somebody stands somewhere that whoever prints could not have put them."""
    above = {held.user_id for held in held_in(unit_id, unopened)
             if not could_appoint(by, unit_id, held.branch_id, held.role)}  # fmt: skip
    elsewhere = those_elsewhere(unopened, unit_id) | {number for number, charge in unopened.items() if charge.user.is_operator}
    return dict.fromkeys(above, "unit") | dict.fromkeys(elsewhere, "platform")
