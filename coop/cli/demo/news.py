"""What happened of late is recorded as the deeds would have recorded it, so that notices and the trail are real."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from coop.activities.events import ActivityCancelled, ActivityProposed, ActivityScheduled
from coop.activities.models import Activity
from coop.cli.demo.stage import Stage
from coop.core import clock
from coop.core.events import Deed, record
from coop.core.scope import everything
from coop.discussion.events import MemberMentioned
from coop.discussion.models import Message
from coop.extensions import db
from coop.library.events import EntryFeatured, EntryPublished, EntryReturned, EntrySubmitted
from coop.library.models import Entry, Review
from coop.notifications.models import READ, Notification
from coop.partnerships.events import PartnershipPaused, PartyAgreed, PartyInvited, PartyJoined
from coop.partnerships.models import Partnership

FRESH_DAYS = 4  # what is older has been read by most
REVIEW_EVENTS = {"waiting": EntrySubmitted, "returned": EntryReturned}


def tell(stage: Stage) -> None:
    for pact in stage.pacts.values():
        _of_pact(stage, pact)
    for activity in db.session().scalars(select(Activity).order_by(Activity.starts_at)).unique().all():
        _of_activity(activity)
    for entry in db.session().scalars(select(Entry).order_by(Entry.moved_at)).all():
        _of_entry(entry)
    for review in db.session().scalars(select(Review).where(Review.state.in_(REVIEW_EVENTS))).all():
        _of_review(review)
    for message in db.session().scalars(select(Message).order_by(Message.id)).all():
        for person in message.mentions:
            _record(MemberMentioned(message.channel_id, message.id, person["id"]), message, message.sender_id, message.at)


def _record(event: Any, subject: Any, actor_id: int | None, at: datetime) -> None:
    deed = record(event, subject=subject)
    deed.actor_id, deed.at = actor_id, at


def _of_pact(stage: Stage, pact: Partnership) -> None:
    branch_ids = [party.branch_id for party in pact.parties]
    if pact.state == "paused":
        head = stage.people["辛夷"]
        _record(PartnershipPaused(pact.id, branch_ids, pact.state_reason), pact, head.id, pact.state_at)
    if not pact.is_unanswered:
        return
    for party in pact.parties[1:]:
        _record(PartyInvited(pact.id, party.id, party.branch_id), pact, pact.proposed_by_id, pact.created_at)
        if party.joined_at:
            joined = PartyJoined(pact.id, party.id, party.branch_id, branch_ids)
            _record(joined, pact, party.approved_by_id, party.joined_at)
        elif party.agreed_at:
            _record(PartyAgreed(pact.id, party.id, party.branch_id), pact, party.agreed_by_id, party.agreed_at)


def _of_activity(activity: Activity) -> None:
    branch_ids = [host.branch_id for host in activity.active_hosts]
    asked = [host.branch_id for host in activity.hosts if host.is_invited]
    author, at = activity.created_by_id, activity.state_at
    if activity.state == "proposed":
        proposed = ActivityProposed(activity.id, activity.partnership_id, activity.branch_id, asked)
        _record(proposed, activity, author, at)
    elif activity.state == "scheduled":
        _record(ActivityScheduled(activity.id, activity.partnership_id, branch_ids), activity, author, at)
    elif activity.state == "cancelled":
        reason = activity.state_reason
        _record(ActivityCancelled(activity.id, branch_ids, reason, was_published=True), activity, author, at)


def _of_entry(entry: Entry) -> None:
    if entry.version_id and entry.is_published:
        _record(EntryPublished(entry.id, entry.version_id, entry.author_id), entry, None, entry.moved_at)
    if entry.state == "featured":
        _record(EntryFeatured(entry.id, entry.author_id), entry, None, entry.moved_at)


def _of_review(review: Review) -> None:
    facts = (review.entry_id, review.version_id, review.id)
    if review.state == "waiting":
        event: Any = EntrySubmitted(*facts, review.reviewer_id, review.author_id)
        _record(event, review, review.author_id, review.created_at)
    else:
        _record(EntryReturned(*facts, review.author_id), review, review.reviewer_id, review.created_at)


def age(stage: Stage) -> None:
    """Notices came when their deeds were done, not when the demonstration was loaded; old ones have been read."""
    with everything("the demonstration's notices", quiet=True):
        times = {f"deed:{number}": at for number, at in db.session().execute(select(Deed.id, Deed.at))}
        for notice in db.session().scalars(select(Notification)).all():
            notice.created_at = times.get(notice.key, notice.created_at)
            is_old = notice.created_at < clock.after(days=-FRESH_DAYS)
            if is_old or stage.dice.random() < 1 / 3:
                notice.state, notice.is_new = READ, False
