"""An operator sets a unit aside and takes that back; nothing of what the unit has is touched."""

from coop.core import audience
from coop.core.actions import action
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.scope import Scope, everything
from coop.core.sentences import say
from coop.units.events import UnitResumed, UnitSuspended
from coop.units.models import ACTIVE, SUSPENDED, Unit
from coop.units.policy import Permission


@action(Permission.UNIT_SUSPEND)
def suspend_unit(unit: Unit, reason: str, *, by: Scope) -> Unit:
    """From the next request on its people see only why; everything stays where it is and opens again with ``resume_unit``.

    Refuses without a reason, and a unit that is not in use.
    """
    if not unit.is_active:
        raise Conflict(say("这个单位现在不在使用中，不能停用。"))
    if not reason.strip():
        raise Invalid(say("请写明理由，该单位的人会看到。"), field="reason")
    with everything("an operator suspends a unit"):
        unit.state, unit.state_reason = SUSPENDED, reason.strip()
        record(UnitSuspended(unit.id, unit.state_reason), subject=unit, audience=audience.unit(unit.id))
    return unit


@action(Permission.UNIT_SUSPEND)
def resume_unit(unit: Unit, *, by: Scope) -> Unit:
    """Its people find everything as they left it. Refuses a unit that is not suspended."""
    if not unit.is_suspended:
        raise Conflict(say("这个单位没有停用，不用恢复。"))
    with everything("an operator takes a suspension back"):
        unit.state, unit.state_reason = ACTIVE, ""
        record(UnitResumed(unit.id), subject=unit, audience=audience.unit(unit.id))
    return unit
