"""Every read of channels, messages and how far people have read."""

from coop.discussion.queries.channels import (
    find_channel_about,
    get_channel,
    get_subject,
    last_seqs,
    moved_lately,
    my_channels,
    parties_of,
    subjects_without_channel,
    visible_channel_ids,
)
from coop.discussion.queries.messages import (
    entries_after,
    find_said,
    get_message,
    latest,
    messages_before,
    messages_from,
    number_at,
)
from coop.discussion.queries.people import people_to_mention, voice_of
from coop.discussion.queries.reading import UNREAD, find_reading, unread_for, unread_total

__all__ = [
    "UNREAD",
    "entries_after", "find_channel_about", "find_reading", "find_said", "get_channel", "get_message", "get_subject",
    "last_seqs", "latest", "messages_before", "messages_from", "moved_lately", "my_channels", "number_at", "parties_of",
    "people_to_mention", "subjects_without_channel", "unread_for", "unread_total", "visible_channel_ids", "voice_of",
]  # fmt: skip
