"""Who is told of what: one file for each slice that things happen in."""

from coop.notifications.reactions import accounts, activities, discussion, library, partnerships, reminders, units

__all__ = ["accounts", "activities", "discussion", "library", "partnerships", "reminders", "units"]
