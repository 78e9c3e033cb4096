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

__all__ = [
    "bp", "calendar", "changes", "duties", "expenses", "feeds", "guests", "hosting", "lists", "pages", "planning",
    "registrations",
]  # fmt: skip


def init_app(app: Flask) -> None:
    """Every template can say an activity's kind and state in the members' words."""
    app.jinja_env.filters.update(
        activity_kind=lambda kind: labels.KINDS.get(kind, kind),
        activity_state=lambda state: labels.STATES.get(state, state),
        activity_tone=lambda state: labels.TONES.get(state, ""),
        host_state=lambda state: labels.HOST_STATES.get(state, state),
        duty=lambda kind: labels.DUTIES.get(kind, kind),
        place_state=lambda state: labels.PLACES.get(state, state),
        activity_deed=lambda name: labels.DEEDS.get(name.rpartition(".")[2], name),
    )
