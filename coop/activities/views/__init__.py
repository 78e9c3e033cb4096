"""The pages of activities and the calendar."""

from flask import Flask

from coop.activities.forms import labels
from coop.activities.views import (
    calendar,
    changes,
    duties,
    expenses,
    feeds,
    guests,
    hosting,
    lists,
    pages,
    planning,
    registrations,
)
from coop.activities.views.blueprint import bp
from coop.core.web.wording import worded

__all__ = [
    "bp", "calendar", "changes", "duties", "expenses", "feeds", "guests", "hosting", "lists", "pages", "planning",
    "registrations",
]  # fmt: skip


def init_app(app: Flask) -> None:
    """Every template can say an activity's kind and state in the members' words."""
    app.jinja_env.filters.update(
        activity_kind=worded(labels.KINDS),
        activity_state=worded(labels.STATES),
        activity_tone=lambda state: labels.TONES.get(state, ""),
        host_state=worded(labels.HOST_STATES),
        duty=worded(labels.DUTIES),
        place_state=worded(labels.PLACES),
        activity_deed=lambda name: labels.DEEDS.get(name.rpartition(".")[2], name),
    )
