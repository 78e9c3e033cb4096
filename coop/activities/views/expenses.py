"""The record of what it was to cost and did cost."""

from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from coop.activities.actions import strike_expense, write_expense
from coop.activities.forms import ExpenseForm
from coop.activities.models import Activity
from coop.activities.policy import Permission
from coop.activities.queries.activities import expenses_of, get_activity
from coop.activities.views.blueprint import bp
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to


@bp.route("/activities/<int:id>/expenses", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def expenses(activity: Activity) -> Any:
    """All lines with their sums, and the form for one more."""
    form = ExpenseForm()
    form.branch.choices = [SelectChoice(host.branch_id, host.branch.label) for host in activity.active_hosts]
    if form.carry_out(
        lambda: write_expense(
            activity, form.item.data or "", form.branch.data, by=current_scope(),
            planned_cents=form.cents("planned"), actual_cents=form.cents("actual"),
        )
    ):  # fmt: skip
        return redirect_to(url_for(".expenses", id=activity.id))
    lines = expenses_of(activity.id)
    planned, actual = sum(line.planned_cents or 0 for line in lines), sum(line.actual_cents or 0 for line in lines)
    page = render_template(
        "activities/expenses.html", form=form, activity=activity, lines=lines, planned=planned, actual=actual
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/activities/<int:id>/expenses/<int:expense_id>/removal")
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def strike(activity: Activity, expense_id: int) -> Any:
    """The line goes; the trail keeps who struck it."""
    strike_expense(activity, expense_id, by=current_scope())
    flash(_("已删去这一项。"), "good")
    return redirect_to(url_for(".expenses", id=activity.id))
