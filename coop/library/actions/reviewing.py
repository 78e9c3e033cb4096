"""The way out: asking for a review, talking about it, letting the version out or sending it back."""

from coop.core import audience
from coop.core.actions import action, lock
from coop.core.clock import now
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import share
from coop.extensions import db
from coop.library import lifecycle
from coop.library.audiences import check_audiences
from coop.library.events import EntryPublished, EntryReturned, EntrySubmitted, ReviewRemarked
from coop.library.kinds import told
from coop.library.models import Entry, EntryTag, EntryVersion, Review, ReviewRemark, private_audience
from coop.library.opening import open_to
from coop.library.policy import Permission
from coop.library.queries.choices import choosable_for, reviewers_for
from coop.library.queries.entries import get_branch, latest_version, once_published
from coop.library.queries.reviews import get_review

DECIDED = say("这次审核已经有了结果。")


@action(Permission.ENTRY_EDIT)
def submit_entry(entry: Entry, *, reviewer_id: int, by: Scope) -> Review:
    """The draft is closed and waits for one reviewer: an officer or committee of the unit who did not write it."""
    version = latest_version(entry)
    if not version.is_writable or not lifecycle.may("submit", entry.state):
        raise Conflict(say("没有可以提交的草稿。"))
    if not (version.body.strip() or told(version.fields)):
        raise Invalid(say("正文还是空的，请先写几句再提交。"), field="body")
    branch = get_branch(entry.branch_id or 0)
    check_audiences(version.wanted, choosable_for(branch))
    if reviewer_id not in {person.user_id for person in reviewers_for(branch, besides=_writers(version, by))}:
        raise Invalid(say("请从本单位的书记、内勤或委员会中选一位审核人，不能是作者本人。"), field="reviewer_id")
    version.state, version.submitted_at = lifecycle.IN_REVIEW, now()
    entry.state, entry.moved_at = lifecycle.after_submission(entry.state), now()
    review = _ask(entry, version, reviewer_id)
    record(EntrySubmitted(entry.id, version.id, review.id, reviewer_id, version.author_id), subject=review)
    return review


@action(Permission.REVIEW_DECIDE)
def approve_version(review: Review, *, by: Scope) -> Entry:
    """The version is published: from now on the chosen audiences read it instead of the one before.

    Of what the entry said earlier they read on what all of them could read then.
    """
    entry, version = _under_review(review)
    check_audiences(version.wanted, choosable_for(get_branch(entry.branch_id or 0)))
    for former in once_published(entry):
        if former.state == lifecycle.PUBLISHED:
            former.state = lifecycle.SUPERSEDED
    review.state, review.decided_at = lifecycle.APPROVED, now()
    version.state, version.published_at = lifecycle.PUBLISHED, now()
    _publish(entry, version)
    record(EntryPublished(entry.id, version.id, version.author_id), subject=entry)
    return entry


@action(Permission.REVIEW_DECIDE)
def return_version(review: Review, reason: str, *, by: Scope) -> Review:
    """The author gets it back with a reason and may bring it again; refuses to send back without one."""
    if not reason.strip():
        raise Invalid(say("请写明退回的理由，作者会看到。"), field="reason")
    entry, version = _under_review(review)
    review.state, review.reason, review.decided_at = lifecycle.RETURNED, reason.strip(), now()
    version.state = lifecycle.RETURNED
    entry.state, entry.state_reason = lifecycle.after_return(entry.state), reason.strip()
    record(EntryReturned(entry.id, version.id, review.id, version.author_id), subject=review)
    return review


@action(Permission.REVIEW_REMARK)
def remark_on_review(review: Review, text: str, *, by: Scope) -> ReviewRemark:
    """Author and reviewer read it; the other one is told."""
    if not text.strip():
        raise Invalid(say("请先写点什么。"), field="text")
    remark = ReviewRemark(
        review_id=review.id, version_id=review.version_id, by_id=by.user_id, text=text.strip(),
        audience=review.audience, unit_id=review.unit_id, branch_id=review.branch_id,
    )  # fmt: skip
    db.session().add(remark)
    db.session().flush()
    other = review.author_id if by.user_id == review.reviewer_id else review.reviewer_id
    record(ReviewRemarked(review.id, review.entry_id, by.user_id or 0, other), subject=review)
    return remark


def _writers(version: EntryVersion, by: Scope) -> set[int]:
    return {version.author_id, by.user_id or 0}


def _ask(entry: Entry, version: EntryVersion, reviewer_id: int) -> Review:
    review = Review(
        entry_id=entry.id, version_id=version.id, reviewer_id=reviewer_id, author_id=version.author_id,
        audience=private_audience(entry.branch_id or 0), unit_id=entry.unit_id, branch_id=entry.branch_id,
    )  # fmt: skip
    share(version, audience.user(reviewer_id))
    share(entry, audience.user(reviewer_id))
    db.session().add(review)
    db.session().flush()
    return review


def _under_review(review: Review) -> tuple[Entry, EntryVersion]:
    if not review.is_waiting:
        raise Conflict(DECIDED)
    entry = get_review(review.id).entry
    lock(entry)
    version = latest_version(entry)
    if version.id != review.version_id:
        raise Conflict(DECIDED)
    return entry, version


def _publish(entry: Entry, version: EntryVersion) -> None:
    entry.state = lifecycle.after_approval(entry.state)
    entry.state_reason, entry.version_id, entry.moved_at = "", version.id, now()
    entry.published_at = entry.published_at or now()
    entry.title, entry.summary, entry.tags = version.title, version.summary, version.tags
    db.session().refresh(entry, ["topics"])
    held = {topic.name: topic for topic in entry.topics}
    entry.topics = [held.get(name) or EntryTag(name=name) for name in version.tags]
    open_to(entry, version.wanted)
