"""What a discussion does when something happens elsewhere."""

from coop.activities.events import ActivityScheduled
from coop.core.events import Deed, on
from coop.core.scope import Scope
from coop.discussion.actions import open_channel
from coop.discussion.queries.channels import get_subject
from coop.partnerships.events import PartnershipActivated


@on(PartnershipActivated)
def open_partnership_channel(event: PartnershipActivated, _: Deed) -> None:
    """A partnership that begins has a place to talk; the first visit would open it too."""
    open_channel(get_subject("partnership", event.partnership_id), by=Scope(reason="a partnership began", is_operator=True))


@on(ActivityScheduled)
def open_activity_channel(event: ActivityScheduled, _: Deed) -> None:
    """Once the date stands, those who hold it have a place to talk about it."""
    open_channel(get_subject("activity", event.activity_id), by=Scope(reason="an activity was scheduled", is_operator=True))
