"""Every read of activities; other slices take from here."""

from coop.activities.queries.activities import find_activity, get_activity
from coop.activities.queries.coming import proposals_unanswered, proposals_waiting, upcoming_for
from coop.activities.queries.doings import doings_of, figures_of
from coop.activities.queries.lists import activities_of_partnership, page_of_activities
from coop.activities.queries.people import recipients_of, registrations_of

__all__ = [
    "activities_of_partnership", "doings_of", "figures_of", "find_activity", "get_activity", "page_of_activities",
    "proposals_unanswered", "proposals_waiting", "recipients_of", "registrations_of", "upcoming_for",
]  # fmt: skip
