"""One activity, as its own page needs it."""

from collections.abc import Sequence

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from coop.accounts.models import User
from coop.activities.models import Activity, Duty, Expense, Host, Registration
from coop.activities.queries.slim import BRANCH, PARTNERSHIP
from coop.core.errors import NotFound
from coop.core.events import Deed
from coop.extensions import db


def get_activity(activity_id: int) -> Activity:
    """With its hosts, their branches and its partnership; 404 for whom it was not shared with."""
    found = find_activity(activity_id)
    if found is None:
        raise NotFound
    return found


# Statements that a page asks each time are built once: building one and its key costs as much as running it.
ONE = (
    select(Activity)
    .outerjoin(Activity.hosts)
    .where(Activity.id == bindparam("id"))
    .options(PARTNERSHIP, contains_eager(Activity.hosts).options(BRANCH))
    .order_by(Host.id)
)
PLACES = (
    select(Registration)
    .where(Registration.activity_id == bindparam("activity_id"))
    .where(or_(Registration.user_id == bindparam("user_id"), Registration.brought_by_id == bindparam("user_id")))
    .order_by(Registration.id)
)
DUTIES = (
    select(Duty.kind, Duty.user_id, User.name)
    .join(Duty.user)
    .where(Duty.activity_id == bindparam("activity_id"))
    .order_by(Duty.taken_at, Duty.id)
)


def find_activity(activity_id: int) -> Activity | None:
    return db.session().scalars(ONE, {"id": activity_id}).unique().one_or_none()


def find_own_registration(activity_id: int, user_id: int | None) -> Registration | None:
    """The reader's own place, whatever has become of it."""
    own = select(Registration).where(Registration.activity_id == activity_id, Registration.user_id == user_id)
    return db.session().scalars(own).one_or_none()


def places_of(activity_id: int, user_id: int | None) -> tuple[Registration | None, list[Registration]]:
    """The reader's own place and those of the guests whom they bring, in one statement."""
    places = db.session().scalars(PLACES, {"activity_id": activity_id, "user_id": user_id}).all()
    own = next((place for place in places if place.user_id == user_id), None)
    return own, [place for place in places if place.is_guest]


def registrations_for(activity_id: int) -> list[Registration]:
    """Everybody's places, as officers of the hosts see them: seats first, then the queue in its order."""
    people = joinedload(Registration.user), joinedload(Registration.brought_by)
    statement = select(Registration).options(*people).where(Registration.activity_id == activity_id)
    return list(db.session().scalars(statement.order_by(Registration.queued_at, Registration.id)))


def get_registration(activity: Activity, registration_id: int) -> Registration:
    """One place at this activity; a number that belongs to another activity is not found."""
    own = select(Registration).where(Registration.id == registration_id, Registration.activity_id == activity.id)
    found = db.session().scalars(own).one_or_none()
    if found is None:
        raise NotFound
    return found


def duties_of(activity_id: int) -> Sequence[Row[str, int, str]]:
    """Who took on what: the kind of duty, the person's number and name, in the order in which they took it on."""
    return db.session().execute(DUTIES, {"activity_id": activity_id}).all()


def expenses_of(activity_id: int) -> list[Expense]:
    return list(db.session().scalars(select(Expense).where(Expense.activity_id == activity_id).order_by(Expense.id)))


def deeds_on(activity_id: int, *, most: int = 30) -> list[Deed]:
    """What was done to it, newest first, as far as the reader may know."""
    about = select(Deed).where(Deed.subject_kind == "activity", Deed.subject_id == activity_id)
    return list(db.session().scalars(about.order_by(Deed.id.desc()).limit(most)))
