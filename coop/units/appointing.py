"""Who may hand over the key of a person who has not come in yet: whoever could have put them where they stand."""

from coop.core.scope import Scope
from coop.units.models import ROLES

#: What each office may give, and with it whose cards it may print; a clerk appoints nobody and hands cards to those below.
GIVES = {
    "secretary": frozenset(ROLES),
    "deputy": frozenset(ROLES) - {"secretary"},
    "clerk": frozenset({"committee", "member", "guest"}),
}


def could_appoint(scope: Scope, unit_id: int, branch_id: int | None, role: str) -> bool:
    """A branch's officers within their branch, the unit's administrators everywhere in it; without a branch the role is one
    for the whole unit."""
    if scope.has_unit_role(unit_id, "admin"):
        return True
    return branch_id is not None and any(scope.has_role(branch_id, office) and role in GIVES[office] for office in GIVES)
