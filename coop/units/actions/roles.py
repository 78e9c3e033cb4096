"""Who runs a unit: administrators and its committee. The last administrator cannot vanish."""

from sqlalchemy import select

from coop.core import audience
from coop.core.actions import action
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.scope import Scope, everything
from coop.core.sentences import say
from coop.extensions import db
from coop.units.actions.certainty import _make_sure_of_member
from coop.units.actions.newcomers import _account_for
from coop.units.events import UnitPoliciesChanged, UnitProfileChanged, UnitRoleEnded, UnitRoleGiven
from coop.units.models import POLICIES, Unit, UnitRole
from coop.units.policy import Permission
from coop.units.queries.units import roles_in
from coop.units.wishes import Newcomer


@action(Permission.UNIT_ADMINISTER)
def give_unit_role(unit: Unit, person: Newcomer, role: str, *, is_sure: bool = False, by: Scope) -> UnitRole:
    """The person administers the unit, or reads all its branches do; who has no account gets one to open.

    Refuses who holds the role already, and an account that is there unless it has a place in the unit, goes by the name that
    was typed, and whoever gives the role is sure after having read whose it is.
    """
    if role not in ("admin", "committee"):
        raise Invalid(say("请选择职责。"), field="role")
    with everything("somebody is given a role for a whole unit"):
        user, is_new = _account_for(person, unit.id, by=by)
    if any(held.user_id == user.id for held in roles_in(unit.id, role)):
        raise Conflict(say("这个人已经担任这一职责。"))
    if not is_new:
        _make_sure_of_member(user, person, unit.id, is_sure=is_sure)
    row = UnitRole(unit_id=unit.id, user_id=user.id, role=role, audience=audience.unit(unit.id))
    db.session().add(row)
    db.session().flush()
    record(UnitRoleGiven(unit.id, user.id, row.id), subject=row)
    return row


@action(Permission.UNIT_ADMINISTER)
def end_unit_role(unit: Unit, role_id: int, *, by: Scope) -> None:
    """The person holds the role no longer. Refuses the unit's last administrator, also where two go at one moment:
    whoever comes second has waited for the unit's row and counts again."""
    role = db.session().scalar(select(UnitRole).where(UnitRole.id == role_id, UnitRole.unit_id == unit.id))
    if role is None:
        raise Conflict(say("这个人已经不担任这一职责。"))
    if role.role == "admin" and len(roles_in(unit.id, "admin")) <= 1:
        raise Conflict(say("这是单位最后一位管理员，请先指定另一位。"))
    db.session().delete(role)
    db.session().flush()
    record(UnitRoleEnded(unit.id, role.user_id), subject=unit, audience=audience.unit(unit.id))


@action(Permission.UNIT_ADMINISTER)
def set_policies(unit: Unit, allowed: dict[str, bool], *, by: Scope) -> Unit:
    """What the unit's branches may do is so from now on; what is not named stays as it was."""
    unit.policies = {**unit.policies, **{name: allowed[name] for name in POLICIES if name in allowed}}
    record(UnitPoliciesChanged(unit.id), subject=unit, audience=audience.unit(unit.id))
    return unit


@action(Permission.UNIT_ADMINISTER)
def edit_unit(unit: Unit, *, short_name: str, district: str, about: str, by: Scope) -> Unit:
    """The unit is shown so to everybody in the network; its full name stays the one that was approved."""
    unit.short_name, unit.district, unit.about = short_name or unit.name[:20], district, about
    record(UnitProfileChanged(unit.id), subject=unit, audience=audience.unit(unit.id))
    return unit
