"""What people type about activities, as typed values."""

from coop.activities.forms.answers import ExpenseForm, GuestForm, ReasonForm, answer_form
from coop.activities.forms.moving import MoveForm
from coop.activities.forms.planning import ContentForm, PlanForm, plan_form

__all__ = ["ContentForm", "ExpenseForm", "GuestForm", "MoveForm", "PlanForm", "ReasonForm", "answer_form", "plan_form"]
