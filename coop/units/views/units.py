"""A unit as its administrators and its committee see it: overview, face, rules, trail."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.errors import Forbidden
from coop.core.web.access import current_scope, may, requires, signed_in
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units.actions.roles import edit_unit, set_policies
from coop.units.forms.units import PoliciesForm, UnitForm
from coop.units.models import Unit
from coop.units.policy import Permission
from coop.units.queries import units as queries
from coop.units.queries.branches import branches_of
from coop.units.queries.overview import lines_of
from coop.units.queries.people import ending_terms
from coop.units.queries.units import get_own_unit
from coop.units.views.blueprint import bp
from coop.units.words import POLICIES


@bp.context_processor
def permissions() -> dict[str, object]:
    return {"units_permission": Permission, "policies": POLICIES}


@bp.get("/units")
@signed_in
def index() -> Response | str:
    """The way in from the rail: one's only unit at once, a choice where there are several."""
    scope = current_scope()
    units = queries.units_run_by(scope)
    if not units and scope.is_operator:
        return redirect_to(url_for("admin.index"))
    if not units:
        raise Forbidden
    if len(units) == 1:
        return redirect_to(url_for("units.show", id=units[0].id))
    return render_template("units/index.html", units=units)


@bp.get("/units/<int:id>")
@requires(Permission.UNIT_SEE, of=get_own_unit)
def show(unit: Unit) -> str:
    branches = branches_of(unit.id)
    return render_template(
        "units/show.html", unit=unit, figures=queries.figures_of(unit.id), roles=queries.roles_in(unit.id),
        terms=ending_terms(unit.id), has_branches=bool(branches), lines=lines_of(branches),
        trail=queries.trail_of(unit.id, size=6), **_trail_words(unit, queries.trail_of(unit.id, size=6)),
    )  # fmt: skip


@bp.route("/units/<int:id>/edit", methods=["GET", "POST"])
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
@once
def edit(unit: Unit) -> Response | str | tuple[str, int]:
    form = UnitForm(obj=unit)
    if form.carry_out(lambda: edit_unit(unit, **form.values(), by=current_scope())):
        flash(_("单位资料已更新。"), "good")
        return redirect_to(url_for("units.show", id=unit.id))
    return render_template("units/edit.html", unit=unit, form=form), 422 if form.is_submitted() else 200


@bp.route("/units/<int:id>/policies", methods=["GET", "POST"])
@requires(Permission.UNIT_SEE, of=get_own_unit)
@once
def edit_policies(unit: Unit) -> Response | str | tuple[str, int]:
    form = PoliciesForm(data={name: unit.policies.get(name, True) for name in POLICIES})
    if form.carry_out(lambda: set_policies(unit, form.allowed(), by=current_scope())):
        flash(_("单位规则已更新，马上生效。"), "good")
        return redirect_to(url_for("units.edit_policies", id=unit.id))
    may_edit = may(Permission.UNIT_ADMINISTER, unit)
    return render_template("units/policies.html", unit=unit, form=form, may_edit=may_edit)


@bp.get("/units/<int:id>/trail")
@requires(Permission.UNIT_SEE, of=get_own_unit)
def show_trail(unit: Unit) -> str:
    page = queries.trail_of(unit.id, cursor=request.args.get("cursor"))
    return render_template("units/trail.html", unit=unit, page=page, **_trail_words(unit, page))


def _trail_words(unit: Unit, page: queries.Page[queries.Deed]) -> dict[str, object]:
    """The names behind the ids of the rows: who did it, to whom, in which branch."""
    people = {deed.actor_id for deed in page.items} | {deed.facts.get("user_id") for deed in page.items}
    return {
        "people": queries.names_of_users({number for number in people if number}),
        "branches": {branch.id: branch.name for state in ("active", "dissolved") for branch in branches_of(unit.id, state=state)},
    }
