"""A4 sheets of sign-in cards; each printing makes the earlier codes of these people void."""

from flask import render_template, request

from coop.core.web.access import current_scope, requires
from coop.units.actions.slips import print_slips, print_slips_of_branch
from coop.units.models import Branch, Unit
from coop.units.policy import Permission
from coop.units.queries.branches import get_own_branch
from coop.units.queries.people import unanswered_in
from coop.units.queries.units import get_own_unit
from coop.units.views.blueprint import bp, directory
from coop.units.wishes import Card


@bp.get("/units/<int:id>/slips")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
def choose_slips(unit: Unit) -> str:
    """Who has not signed in yet, by branch, to be chosen or taken all at once."""
    return render_template("units/slips_choose.html", unit=unit, waiting=unanswered_in(unit.id))


@bp.post("/units/<int:id>/slips")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
def create_slips(unit: Unit) -> str:
    """The sheet itself: shown now or never, so it answers the POST and leads nowhere."""
    ids, branch_id = request.form.getlist("membership_id", type=int), request.form.get("branch_id", type=int)
    return _sheet(unit, print_slips(unit, ids, branch_id=branch_id, by=current_scope()))


@directory.post("/branches/<int:id>/slips")
@requires(Permission.BRANCH_EDIT, of=get_own_branch)
def create_slips_of_branch(branch: Branch) -> str:
    ids = request.form.getlist("membership_id", type=int)
    return _sheet(branch.unit, print_slips_of_branch(branch, ids, by=current_scope()))


def _sheet(unit: Unit, cards: list[Card]) -> str:
    return render_template("units/slips.html", unit=unit, cards=cards, address=request.url_root.rstrip("/"))
