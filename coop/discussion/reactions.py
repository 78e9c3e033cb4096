"""What a discussion does when something happens elsewhere."""

from coop.core.events import Deed, on
from coop.core.scope import Scope
from coop.discussion.actions import open_channel
from coop.discussion.queries.channels import get_subject
from coop.partnerships.events import PartnershipActivated


@on(PartnershipActivated)
def open_partnership_channel(event: PartnershipActivated, _: Deed) -> None:
    """A partnership that begins has a place to talk; the first visit would open it too."""
    open_channel(get_subject("partnership", event.partnership_id), by=Scope(reason="a partnership began", is_operator=True))
