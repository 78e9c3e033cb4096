"""Who runs a unit: given, ended, never the last one gone."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.web.access import current_scope, may, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units.actions.roles import end_unit_role, give_unit_role
from coop.units.forms.units import UnitRoleForm
from coop.units.models import Unit
from coop.units.policy import Permission
from coop.units.queries.units import get_own_unit, roles_in
from coop.units.views.blueprint import bp
from coop.units.wishes import Newcomer


@bp.get("/units/<int:id>/roles")
@requires(Permission.UNIT_SEE, of=get_own_unit)
def show_roles(unit: Unit) -> str:
    return roles_page(unit, UnitRoleForm())


@bp.post("/units/<int:id>/roles")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
@once
def create_role(unit: Unit) -> Response | tuple[str, int]:
    """The committee reads the page and is refused here, before anything that was typed is judged."""
    form = UnitRoleForm()
    if form.carry_out(lambda: _give(unit, form)):
        flash(_("已指定%(name)s。", name=form.name.data), "good")
        return redirect_to(url_for("units.show_roles", id=unit.id))
    form.ask_again()
    return roles_page(unit, form), 422


def _give(unit: Unit, form: UnitRoleForm) -> None:
    person = Newcomer(**form.values())
    give_unit_role(unit, person, form.role.data, is_sure=form.is_confirmed, by=current_scope())


def roles_page(unit: Unit, form: UnitRoleForm) -> str:
    return render_template(
        "units/roles.html", unit=unit, form=form, roles=roles_in(unit.id), may_edit=may(Permission.UNIT_ADMINISTER, unit)
    )


@bp.post("/units/<int:id>/roles/end")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
@once
def end_role(unit: Unit) -> Response:
    end_unit_role(unit, request.form.get("role_id", 0, int), by=current_scope())
    flash(_("已解除这项职责。"), "good")
    return redirect_to(url_for("units.show_roles", id=unit.id))
