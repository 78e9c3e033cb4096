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
from coop.units.views.deeds import done
from coop.units.wishes import Newcomer


@bp.route("/units/<int:id>/roles", methods=["GET", "POST"])
@requires(Permission.UNIT_SEE, of=get_own_unit)
@once
def show_roles(unit: Unit) -> Response | tuple[str, int]:
    form = UnitRoleForm()
    if done(form, lambda: give_unit_role(unit, Newcomer(**form.values()), form.role.data, by=current_scope())):
        flash(_("已指定%(name)s。", name=form.name.data), "good")
        return redirect_to(url_for("units.show_roles", id=unit.id))
    page = render_template(
        "units/roles.html", unit=unit, form=form, roles=roles_in(unit.id), may_edit=may(Permission.UNIT_ADMINISTER, unit)
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/units/<int:id>/roles/end")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
@once
def end_role(unit: Unit) -> Response:
    end_unit_role(unit, request.form.get("role_id", 0, int), by=current_scope())
    flash(_("已解除这项职责。"), "good")
    return redirect_to(url_for("units.show_roles", id=unit.id))
