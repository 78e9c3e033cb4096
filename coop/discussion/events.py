"""What happens in a discussion that others react to. A plain message is its own trail and makes no event."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelOpened:
    channel_id: int


@dataclass(frozen=True, slots=True)
class MemberMentioned:
    """One for each person whose name was called in a message."""

    channel_id: int
    message_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class MessageRemoved:
    """An officer took a message away; its author is told the reason."""

    channel_id: int
    message_id: int
    author_id: int
