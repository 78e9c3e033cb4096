"""Every write of a discussion."""

from coop.discussion.actions.opening import open_channel
from coop.discussion.actions.reading import mark_read, mark_unread
from coop.discussion.actions.speaking import edit_message, post_message, recall_message, remove_message

__all__ = [
    "edit_message", "mark_read", "mark_unread", "open_channel", "post_message", "recall_message", "remove_message",
]  # fmt: skip
