"""The tree of a unit and the deeds at its nodes."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.web.access import current_scope, may, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units import tree
from coop.units.actions.tree import dissolve_branch, found_branch, move_branch, rename_branch
from coop.units.forms.branches import NameForm, NodeForm, ParentForm
from coop.units.forms.fields import ReasonForm
from coop.units.models import Branch, Unit
from coop.units.policy import Permission
from coop.units.queries.branches import branches_of, count_members, get_own_branch
from coop.units.queries.units import get_own_unit
from coop.units.views.blueprint import bp


def places(unit_id: int) -> list[tree.Place]:
    return tree.outline(branches_of(unit_id))


@bp.get("/units/<int:id>/tree")
@requires(Permission.UNIT_SEE, of=get_own_unit)
def show_tree(unit: Unit) -> str:
    found = places(unit.id)
    counts = count_members([place.node.id for place in found])
    may_edit = may(Permission.UNIT_ADMINISTER, unit)
    dissolved = branches_of(unit.id, state="dissolved")
    return render_template(
        "units/tree.html", unit=unit, places=found, counts=counts, may_edit=may_edit, dissolved=dissolved
    )


@bp.route("/units/<int:id>/branches/new", methods=["GET", "POST"])
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
@once
def create_branch(unit: Unit) -> Response | tuple[str, int]:
    form = NodeForm(parent_id=request.args.get("under", 0, int))
    form.offer(places(unit.id))
    if form.carry_out(lambda: found_branch(unit, form.wish(), by=current_scope())):
        flash(_("“%(name)s”已建立。", name=form.name.data), "good")
        return redirect_to(url_for("units.show_tree", id=unit.id))
    return render_template("units/node.html", unit=unit, form=form), 422 if form.is_submitted() else 200


@bp.route("/branches/<int:id>/name", methods=["GET", "POST"])
@requires(Permission.BRANCH_EDIT, of=get_own_branch)
@once
def rename(branch: Branch) -> Response | tuple[str, int]:
    form = NameForm(obj=branch)
    if form.carry_out(lambda: rename_branch(branch, form.name.data or "", form.kind.data, by=current_scope())):
        flash(_("已改名为“%(name)s”。", name=form.name.data), "good")
        return redirect_to(url_for("branches.show", id=branch.id))
    return _page(branch, "name", form)


@bp.route("/branches/<int:id>/place", methods=["GET", "POST"])
@requires(Permission.UNIT_ADMINISTER, of=get_own_branch)
@once
def move(branch: Branch) -> Response | tuple[str, int]:
    form = ParentForm(parent_id=branch.parent_id or 0)
    form.offer(place for place in places(branch.unit_id) if place.node.id != branch.id)
    if form.carry_out(lambda: move_branch(branch, form.under_id, by=current_scope())):
        flash(_("“%(name)s”已移到新的位置。", name=branch.name), "good")
        return redirect_to(url_for("units.show_tree", id=branch.unit_id))
    return _page(branch, "place", form)


@bp.route("/branches/<int:id>/end", methods=["GET", "POST"])
@requires(Permission.UNIT_ADMINISTER, of=get_own_branch)
@once
def dissolve(branch: Branch) -> Response | tuple[str, int]:
    form = ReasonForm()
    if form.carry_out(lambda: dissolve_branch(branch, form.reason.data or "", by=current_scope())):
        flash(_("“%(name)s”已撤销，做过的事都还在。", name=branch.name), "good")
        return redirect_to(url_for("units.show_tree", id=branch.unit_id))
    return _page(branch, "end", form)


def _page(branch: Branch, deed: str, form: NameForm | ParentForm | ReasonForm) -> tuple[str, int]:
    people = count_members([branch.id]).get(branch.id, 0)
    page = render_template("units/branch_deed.html", branch=branch, unit=branch.unit, deed=deed, form=form, people=people)
    return page, 422 if form.is_submitted() else 200
