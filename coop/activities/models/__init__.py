"""The tables of activities, by the nouns that members use."""

from coop.activities.models.activity import KINDS, SHOWN_TO, Activity
from coop.activities.models.duty import DUTIES, Duty
from coop.activities.models.expense import Expense
from coop.activities.models.feed import CalendarFeed
from coop.activities.models.host import HOST_STATES, Host
from coop.activities.models.registration import COMING, REGISTRATION_STATES, Registration

__all__ = [
    "COMING", "DUTIES", "HOST_STATES", "KINDS", "REGISTRATION_STATES", "SHOWN_TO", "Activity", "CalendarFeed", "Duty", "Expense",
    "Host", "Registration",
]  # fmt: skip
