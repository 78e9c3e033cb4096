"""Reviews as those concerned see them: what waits for me, what came back to me, and one with its conversation."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, literal, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from coop.accounts.models import User
from coop.core.errors import NotFound
from coop.core.paging import few
from coop.core.scope import Scope
from coop.extensions import db
from coop.library.lifecycle import RETURNED, WAITING
from coop.library.models import Entry, EntryVersion, Review, ReviewRemark

# Built once, as what is asked again and again is.
WAITING_FOR = (
    select(Review)
    .where(Review.reviewer_id == bindparam("user_id"), Review.state == WAITING)
    .options(joinedload(Review.version), joinedload(Review.author), joinedload(Review.entry))
    .order_by(Review.id)
    .limit(bindparam("most"))
)
WAITING_ON = (
    select(Review)
    .where(Review.entry_id == bindparam("entry_id"), Review.state == WAITING)
    .options(joinedload(Review.reviewer))
    .limit(1)
)
NEWEST = select(func.max(Review.id)).where(Review.author_id == bindparam("user_id")).group_by(Review.entry_id)
SENT_BACK = (
    select(Review)
    .join(Review.entry)
    .where(Review.id.in_(NEWEST), Review.state == RETURNED, Entry.state == RETURNED)
    .options(contains_eager(Review.entry), joinedload(Review.version), joinedload(Review.reviewer))
    .order_by(Review.id.desc())
    .limit(bindparam("most"))
)
# What the 工作台 says of both, in one statement: what is written there, by whom, since when.
AT_HAND = union_all(
    few(
        select(literal("review").label("kind"), Review.id, Entry.title, User.name.label("person"), Review.created_at)
        .join(Entry, Entry.id == Review.entry_id)
        .join(User, User.id == Review.author_id)
        .where(Review.reviewer_id == bindparam("user_id"), Review.state == WAITING)
        .order_by(Review.id)
        .limit(bindparam("most"))
    ),
    few(
        select(literal("returned"), Review.id, Entry.title, User.name.label("person"), Review.created_at)
        .join(Entry, Entry.id == Review.entry_id)
        .join(User, User.id == Review.reviewer_id)
        .where(Review.id.in_(NEWEST), Review.state == RETURNED, Entry.state == RETURNED)
        .order_by(Review.id.desc())
        .limit(bindparam("most"))
    ),
)


def get_review(review_id: int) -> Review:
    """One review with its entry and people; 404 for everybody it does not concern."""
    options = (
        joinedload(Review.entry).joinedload(Entry.branch),
        joinedload(Review.reviewer),
        joinedload(Review.author),
    )
    found = select(Review).where(Review.id == review_id).options(*options)
    review = db.session().scalars(found).one_or_none()
    if review is None:
        raise NotFound
    return review


def version_under(review: Review) -> EntryVersion:
    """What is being reviewed, with its files."""
    found = select(EntryVersion).where(EntryVersion.id == review.version_id)
    version = db.session().scalars(found.options(selectinload(EntryVersion.attachments))).one_or_none()
    if version is None:
        raise NotFound
    return version


def remarks_on(review: Review) -> Sequence[ReviewRemark]:
    found = select(ReviewRemark).where(ReviewRemark.review_id == review.id).options(joinedload(ReviewRemark.by))
    return db.session().scalars(found.order_by(ReviewRemark.id)).all()


def reviews_waiting(scope: Scope, *, size: int = 20) -> Sequence[Review]:
    """What the person was asked to review and has not decided, the longest waiting first."""
    return db.session().scalars(WAITING_FOR, {"user_id": scope.user_id, "most": size}).all()


def returned_to(scope: Scope, *, size: int = 20) -> Sequence[Review]:
    """Reviews that sent the person's own writing back, as long as nothing newer was submitted."""
    return db.session().scalars(SENT_BACK, {"user_id": scope.user_id, "most": size}).all()


def matters_of(scope: Scope, *, size: int = 20) -> Sequence[Any]:
    """Rows by ``kind``: a ``review`` that waits for the person, and what was ``returned`` to them."""
    return db.session().execute(AT_HAND, {"user_id": scope.user_id, "most": size}).all()


def waiting_review(entry: Entry) -> Review | None:
    """The review that an entry waits for now."""
    return db.session().scalars(WAITING_ON, {"entry_id": entry.id}).one_or_none()


def reviews_of(entry: Entry) -> Sequence[Review]:
    """All of an entry's reviews that the reader may see, newest first."""
    found = select(Review).where(Review.entry_id == entry.id)
    options = (joinedload(Review.reviewer), joinedload(Review.version))
    return db.session().scalars(found.options(*options).order_by(Review.id.desc())).all()
