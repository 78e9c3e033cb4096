"""The library: reviewers hear what waits, authors hear how it went."""

from typing import Any

from coop.core.events import Deed, on
from coop.core.sentences import say
from coop.extensions import db
from coop.library.events import (
    EntryFeatured,
    EntryPublished,
    EntryReturned,
    EntrySubmitted,
    EntryWithdrawn,
    ReviewRemarked,
)
from coop.library.models import Entry
from coop.notifications.telling import tell

TO_AUTHOR = {
    EntryReturned: say("《%(title)s》退回修改，审阅意见在里面"),
    EntryPublished: say("《%(title)s》已发布"),
    EntryFeatured: say("《%(title)s》被推荐为优秀经验"),
    EntryWithdrawn: say("《%(title)s》已撤下"),
}


@on(EntrySubmitted)
def submitted(event: EntrySubmitted, deed: Deed) -> None:
    tell([event.reviewer_id], deed, _sentence(say("《%(title)s》等您审阅"), event), _url(event), kind="library")


@on(*TO_AUTHOR)
def tell_author(event: Any, deed: Deed) -> None:
    tell([event.author_id], deed, _sentence(TO_AUTHOR[type(event)], event), _url(event), kind="library")


@on(ReviewRemarked)
def remarked(event: ReviewRemarked, deed: Deed) -> None:
    tell([event.to_id], deed, _sentence(say("《%(title)s》的审阅有新留言"), event), _url(event), kind="library")


def _url(event: Any) -> str:
    return f"/library/{event.entry_id}"


def _sentence(template: str, event: Any) -> Any:
    entry = db.session().get(Entry, event.entry_id)
    return say(template, title=entry.title if entry else "")
