"""One activity, as its own page needs it."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, raiseload

from coop.activities.models import Activity, Duty, Expense, Registration
from coop.core.errors import NotFound
from coop.core.events import Deed
from coop.extensions import db
from coop.partnerships.models import Partnership


def get_activity(activity_id: int) -> Activity:
    """With its hosts, their branches and its partnership; 404 for whom it was not shared with."""
    found = find_activity(activity_id)
    if found is None:
        raise NotFound
    return found


def find_activity(activity_id: int) -> Activity | None:
    narrow = joinedload(Activity.partnership).options(raiseload(Partnership.parties))
    return (
        db.session().scalars(select(Activity).options(narrow).where(Activity.id == activity_id)).unique().one_or_none()
    )


def find_own_registration(activity_id: int, user_id: int | None) -> Registration | None:
    """The reader's own place, whatever has become of it."""
    own = select(Registration).where(Registration.activity_id == activity_id, Registration.user_id == user_id)
    return db.session().scalars(own).one_or_none()


def guests_of(activity_id: int, user_id: int | None) -> list[Registration]:
    """The guests whom this person brings."""
    brought = select(Registration).where(Registration.activity_id == activity_id, Registration.brought_by_id == user_id)
    return list(db.session().scalars(brought.order_by(Registration.id)))


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


def duties_of(activity_id: int) -> list[Duty]:
    return list(
        db.session().scalars(select(Duty).where(Duty.activity_id == activity_id).order_by(Duty.taken_at, Duty.id))
    )


def expenses_of(activity_id: int) -> list[Expense]:
    return list(db.session().scalars(select(Expense).where(Expense.activity_id == activity_id).order_by(Expense.id)))


def deeds_on(activity_id: int, *, most: int = 30) -> list[Deed]:
    """What was done to it, newest first, as far as the reader may know."""
    about = select(Deed).where(Deed.subject_kind == "activity", Deed.subject_id == activity_id)
    return list(db.session().scalars(about.order_by(Deed.id.desc()).limit(most)))
