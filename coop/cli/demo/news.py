"""What happened of late is recorded as the deeds would have recorded it, so that notices and the trail are real."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from coop.partnerships.events import (
    PartnershipActivated,
    PartnershipConcluded,
    PartnershipPaused,
    PartyAgreed,
    PartyInvited,
    PartyJoined,
)
from coop.partnerships.models import Partnership

FRESH_DAYS = 4  # what is older has been read by most
AWAITED = ("waiting", "returned")
AFTERWARDS = {"paused": PartnershipPaused, "concluded": PartnershipConcluded}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that is still to be recorded: about what, by whom, when."""

    event: Any
    subject: Any
    actor_id: int | None
    at: datetime


def tell(stage: Stage) -> None:
    """In the order in which it happened, which is the order in which people hear of it."""
    for happening in sorted(_all(stage), key=lambda each: each.at):
        deed = record(happening.event, subject=happening.subject)
        deed.actor_id, deed.at = happening.actor_id, happening.at


def _all(stage: Stage) -> Iterator[Happening]:
    for pact in stage.pacts.values():
        yield from _of_pact(stage, pact)
    for activity in db.session().scalars(select(Activity).order_by(Activity.id)).unique().all():
        yield from _of_activity(activity)
    for entry in db.session().scalars(select(Entry).order_by(Entry.id)).all():
        yield from _of_entry(entry)
    for review in db.session().scalars(select(Review).where(Review.state.in_(AWAITED))).all():
        yield _of_review(review)
    for message in db.session().scalars(select(Message).order_by(Message.id)).all():
        for person in message.mentions:
            called = MemberMentioned(message.channel_id, message.id, person["id"])
            yield Happening(called, message, message.sender_id, message.at)


def _of_pact(stage: Stage, pact: Partnership) -> Iterator[Happening]:
    branch_ids = [party.branch_id for party in pact.parties]
    yield from _of_answers(pact, branch_ids)
    if not pact.is_unanswered:
        began_at = max(party.joined_at for party in pact.joined if party.joined_at)
        last = max(pact.joined, key=lambda party: party.id)
        yield Happening(PartnershipActivated(pact.id, branch_ids), pact, last.approved_by_id, began_at)
    if pact.state in AFTERWARDS:
        moved = AFTERWARDS[pact.state](pact.id, branch_ids, pact.state_reason)
        yield Happening(moved, pact, stage.people["辛夷"].id if pact.state == "paused" else pact.proposed_by_id, pact.state_at)


def _of_answers(pact: Partnership, branch_ids: list[int]) -> Iterator[Happening]:
    """Asked, then agreed with one key or both, party by party; the proposing one needs no asking."""
    for party in pact.parties[1:]:
        facts = (pact.id, party.id, party.branch_id)
        yield Happening(PartyInvited(*facts), pact, pact.proposed_by_id, pact.created_at)
        if party.joined_at:
            yield Happening(PartyJoined(*facts, branch_ids), pact, party.approved_by_id, party.joined_at)
        elif party.agreed_at:
            yield Happening(PartyAgreed(*facts), pact, party.agreed_by_id, party.agreed_at)


def _of_activity(activity: Activity) -> Iterator[Happening]:
    here, pact_id = [host.branch_id for host in activity.active_hosts], activity.partnership_id
    asked = [host.branch_id for host in activity.hosts if host.is_invited]
    events = {
        "proposed": lambda: ActivityProposed(activity.id, pact_id, activity.branch_id, asked),
        "scheduled": lambda: ActivityScheduled(activity.id, pact_id, here),
        "cancelled": lambda: ActivityCancelled(activity.id, here, activity.state_reason, was_published=True),
    }
    if activity.state in events:
        yield Happening(events[activity.state](), activity, activity.created_by_id, activity.state_at)


def _of_entry(entry: Entry) -> Iterator[Happening]:
    if entry.version_id and entry.is_published:
        published = EntryPublished(entry.id, entry.version_id, entry.author_id)
        yield Happening(published, entry, None, entry.moved_at)
    if entry.state == "featured":
        yield Happening(EntryFeatured(entry.id, entry.author_id), entry, None, entry.moved_at)


def _of_review(review: Review) -> Happening:
    facts = (review.entry_id, review.version_id, review.id)
    if review.state == "waiting":
        submitted = EntrySubmitted(*facts, review.reviewer_id, review.author_id)
        return Happening(submitted, review, review.author_id, review.created_at)
    return Happening(EntryReturned(*facts, review.author_id), review, review.reviewer_id, review.created_at)


def age(stage: Stage) -> None:
    """Notices came when their deeds were done, not when the demonstration was loaded; old ones have been read."""
    with everything("the demonstration's notices", quiet=True):
        times = {f"deed:{number}": at for number, at in db.session().execute(select(Deed.id, Deed.at))}
        for notice in db.session().scalars(select(Notification)).all():
            notice.created_at = times.get(notice.key, notice.created_at)
            is_old = notice.created_at < clock.after(days=-FRESH_DAYS)
            if is_old or stage.dice.random() < 1 / 3:
                notice.state, notice.is_new = READ, False
