"""Every read of activities; other slices take from here."""

from coop.activities.queries.activities import find_activity, get_activity
from coop.activities.queries.doings import doings_of, figures_of
from coop.activities.queries.lists import activities_of_partnership, page_of_activities
from coop.activities.queries.matters import matters_of
from coop.activities.queries.people import recipients_of, registrations_of

__all__ = [
    "activities_of_partnership", "doings_of", "figures_of", "find_activity", "get_activity", "matters_of",
    "page_of_activities", "recipients_of", "registrations_of",
]  # fmt: skip
