"""After publication: who sees an entry, its honours, its end."""

from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import share
from coop.library import lifecycle
from coop.library.audiences import check_audiences
from coop.library.events import AudienceChanged, EntryFeatured, EntrySuperseded, EntryUnfeatured, EntryWithdrawn
from coop.library.models import Entry
from coop.library.opening import close, open_to
from coop.library.policy import Permission
from coop.library.queries.choices import choosable_for
from coop.library.queries.entries import get_branch, get_entry, latest_version
from coop.library.queries.reviews import waiting_review


@action(Permission.ENTRY_SHARE)
def change_audiences(entry: Entry, wanted: list[str], *, by: Scope) -> Entry:
    """From now on these see it and nobody else, of earlier versions what all of them could read before.

    Refuses audiences that are not the branch's own (T-05).
    """
    _demand(entry, "share")
    chosen = check_audiences(wanted, choosable_for(get_branch(entry.branch_id or 0)))
    open_to(entry, chosen)
    record(AudienceChanged(entry.id), subject=entry)
    return entry


@action(Permission.ENTRY_WITHDRAW)
def withdraw_entry(entry: Entry, reason: str, *, by: Scope) -> Entry:
    """Only its writers see it any more, and what it said until now for good; a waiting review ends.

    Refuses without a reason once others could read it.
    """
    _demand(entry, "withdraw")
    if entry.is_published and not reason.strip():
        raise Invalid(say("请写明撤下的理由。"), field="reason")
    if review := waiting_review(entry):
        review.state, review.decided_at = lifecycle.WITHDRAWN, now()
        latest_version(entry).state = lifecycle.WITHDRAWN
    close(entry)
    entry.state, entry.state_reason, entry.moved_at = lifecycle.WITHDRAWN, reason.strip(), now()
    share(entry, audience.user(entry.author_id))
    record(EntryWithdrawn(entry.id, entry.author_id), subject=entry)
    return entry


@action(Permission.ENTRY_FEATURE)
def feature_entry(entry: Entry, *, by: Scope) -> Entry:
    """The unit's committee sets it in front as an example; the author is told."""
    _demand(entry, "feature")
    entry.state = lifecycle.FEATURED
    record(EntryFeatured(entry.id, entry.author_id), subject=entry)
    return entry


@action(Permission.ENTRY_FEATURE)
def unfeature_entry(entry: Entry, *, by: Scope) -> Entry:
    _demand(entry, "unfeature")
    entry.state = lifecycle.PUBLISHED
    record(EntryUnfeatured(entry.id), subject=entry)
    return entry


@action(Permission.ENTRY_SHARE)
def supersede_entry(entry: Entry, *, successor_id: int, by: Scope) -> Entry:
    """It stays readable and leads on to the newer one of the same branch, which must be published."""
    _demand(entry, "supersede")
    successor = get_entry(successor_id)
    if successor.branch_id != entry.branch_id or successor.id == entry.id or not successor.is_published:
        raise Invalid(say("请选择本支部另一篇已发布的内容。"), field="successor_id")
    entry.state, entry.successor_id = lifecycle.SUPERSEDED, successor.id
    record(EntrySuperseded(entry.id, successor.id), subject=entry)
    return entry


def _demand(entry: Entry, deed: str) -> None:
    if not lifecycle.may(deed, entry.state):
        raise Conflict
