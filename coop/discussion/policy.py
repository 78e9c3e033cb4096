"""Who may read, speak, change and remove in a discussion."""

from typing import Any

from coop.core.authz import Permission as BasePermission
from coop.core.authz import Policy
from coop.core.scope import Scope


class Permission(BasePermission):
    CHANNEL_OPEN = "discussion:channel:open"
    CHANNEL_SEE = "discussion:channel:see"
    MESSAGE_POST = "discussion:message:post"
    MESSAGE_CHANGE = "discussion:message:change"
    MESSAGE_REMOVE = "discussion:message:remove"


def is_in_audience(scope: Scope, subject: Any) -> bool:
    """A channel, a message or what one will be about."""
    return subject.audience in scope.audiences


def has_branch(scope: Scope, _: Any) -> bool:
    """Every message shows its sender's branch (D4): whoever has none listens."""
    return bool(scope.own_branch_ids)


def is_author(scope: Scope, message: Any) -> bool:
    return message.sender_id == scope.user_id


def is_officer_of_channel(scope: Scope, message: Any) -> bool:
    """The channel's owner, named in the message's audience where that is a branch."""
    kind, _, number = message.audience.partition(":")
    return kind == "branch" and scope.is_officer(int(number))


def is_officer_of_sender(scope: Scope, message: Any) -> bool:
    """Each side of a partnership answers for its own people."""
    return scope.is_officer(message.branch_id)


POLICY: Policy = {
    Permission.CHANNEL_OPEN: [is_in_audience],
    Permission.CHANNEL_SEE: [is_in_audience],
    Permission.MESSAGE_POST: [(is_in_audience, has_branch)],
    Permission.MESSAGE_CHANGE: [(is_in_audience, is_author)],
    Permission.MESSAGE_REMOVE: [(is_in_audience, is_officer_of_channel), (is_in_audience, is_officer_of_sender)],
}
