"""The units on the platform: which are there, and setting one aside or taking that back."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.admin.forms import SuspensionForm
from coop.admin.policy import Permission
from coop.admin.views.blueprint import bp
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units.actions.suspension import resume_unit, suspend_unit
from coop.units.models import Unit
from coop.units.queries import platform
from coop.units.queries.applications import applications, count_applications
from coop.units.queries.units import get_unit

#: The tabs in their order; what is in use or suspended is a unit, the rest are applications.
STATES = ("applied", "active", "suspended", "rejected")
OF_UNITS = ("active", "suspended")


@bp.get("/admin/units")
@requires(Permission.UNITS_SEE)
def index() -> str:
    state = request.args.get("state", "applied")
    state = state if state in STATES else "applied"
    cursor = request.args.get("cursor")
    page = platform.units_in(state, cursor=cursor) if state in OF_UNITS else applications(state, cursor=cursor)
    counts = count_applications() | platform.count_units()
    return render_template(
        "admin/units.html", page=page, state=state, states=STATES, counts=counts, is_of_units=state in OF_UNITS
    )


@bp.get("/admin/units/<int:id>")
@requires(Permission.UNITS_SEE, of=get_unit)
def show_unit(unit: Unit) -> str:
    return _page(unit, SuspensionForm())


@bp.post("/admin/units/<int:id>/suspension")
@requires(Permission.UNITS_SUSPEND, of=get_unit)
@once
def suspend(unit: Unit) -> Response | tuple[str, int]:
    form = SuspensionForm()
    if form.carry_out(lambda: suspend_unit(unit, form.reason.data or "", by=current_scope())):
        flash(_("已停用，马上生效。"), "good")
        return redirect_to(url_for("admin.show_unit", id=unit.id))
    return _page(unit, form), 422


@bp.post("/admin/units/<int:id>/suspension/end")
@requires(Permission.UNITS_SUSPEND, of=get_unit)
@once
def resume(unit: Unit) -> Response:
    resume_unit(unit, by=current_scope())
    flash(_("已恢复，该单位的人可以照常使用。"), "good")
    return redirect_to(url_for("admin.show_unit", id=unit.id))


def _page(unit: Unit, form: SuspensionForm) -> str:
    return render_template("admin/unit.html", unit=unit, standing=platform.standing_of(unit), form=form)
