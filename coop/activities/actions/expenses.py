"""The budget and what was spent, written down by officers; nothing is paid here."""

from coop.activities.events import ExpenseStruck, ExpenseWritten
from coop.activities.models import Activity, Expense
from coop.activities.policy import Permission
from coop.activities.queries.activities import expenses_of
from coop.core import audience
from coop.core.actions import action
from coop.core.errors import Forbidden, Invalid, NotFound
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db

#: Twenty million yuan: what a four-byte column of cents holds.
MOST_CENTS = 20_000_000_00
MOST_LINES = 50


@action(Permission.ACTIVITY_MANAGE)
def write_expense(
    activity: Activity, item: str, branch_id: int, *, planned_cents: int | None, actual_cents: int | None, by: Scope
) -> Expense:
    """One line of the record, borne by a host branch. Refuses a line without an amount, and one borne by a stranger."""
    host = next((host for host in activity.active_hosts if host.branch_id == branch_id), None)
    if host is None:
        raise Invalid(say("请选择承担的支部。"), field="branch")
    if not item:
        raise Invalid(say("请填写开支内容。"), field="item")
    _check_amounts(planned_cents, actual_cents)
    if len(expenses_of(activity.id)) >= MOST_LINES:
        raise Invalid(say("经费记录最多 %(most)d 项。", most=MOST_LINES), field="item")
    expense = Expense(
        activity_id=activity.id, item=item, planned_cents=planned_cents, actual_cents=actual_cents,
        written_by_id=by.user_id, unit_id=host.unit_id, branch_id=host.branch_id, audience=_own_audience(activity, by),
    )  # fmt: skip
    db.session().add(expense)
    db.session().flush()
    record(ExpenseWritten(activity.id, expense.id), subject=expense)
    return expense


@action(Permission.ACTIVITY_MANAGE)
def strike_expense(activity: Activity, expense_id: int, *, by: Scope) -> Activity:
    """The line is gone from the record; who struck it stays in the trail. A branch strikes what itself bears or wrote."""
    expense = next((line for line in expenses_of(activity.id) if line.id == expense_id), None)
    if expense is None:
        raise NotFound
    if expense.written_by_id != by.user_id and not by.is_officer(expense.branch_id):
        raise Forbidden
    record(ExpenseStruck(activity.id, expense.item), subject=expense)
    db.session().delete(expense)
    return activity


def _check_amounts(planned_cents: int | None, actual_cents: int | None) -> None:
    if planned_cents is None and actual_cents is None:
        raise Invalid(say("预算和实际至少填一个。"), field="planned")
    for amount, name in ((planned_cents, "planned"), (actual_cents, "actual")):
        if amount is not None and not 0 <= amount <= MOST_CENTS:
            raise Invalid(say("请填写一个合理的金额。"), field=name)


def _own_audience(activity: Activity, by: Scope) -> str:
    """The officers to whom the writer belongs; those of the other hosts see it through the activity."""
    own = next(host.branch_id for host in activity.active_hosts if by.is_officer(host.branch_id))
    return audience.officers(own)
