"""What an operator sets right."""

from coop.admin.events import ReactionRetried
from coop.admin.policy import Permission
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.events import Pending, record
from coop.core.scope import Scope


@action(Permission.REACTIONS_RETRY)
def retry_reaction(pending: Pending, *, by: Scope) -> Pending:
    """It is due again at once with eight new tries; what made it fail must have been mended first."""
    pending.dead_at, pending.tries, pending.due_at, pending.error = None, 0, now(), None
    record(ReactionRetried(pending.id, pending.consumer), subject=pending, audience=audience.user(by.user_id or 0))
    return pending
