"""Activities: hosts hear what is asked of them, members what is on, moved or cancelled, a waiting person that they moved up."""

from typing import Any

from sqlalchemy import and_, or_, select

from coop.activities.events import (
    ActivityCancelled,
    ActivityMoved,
    ActivityPostponed,
    ActivityProposed,
    ActivityScheduled,
    GuestApproved,
    GuestRefused,
    GuestRequested,
    HostConfirmed,
    HostDeclined,
    HostLeft,
    RegistrationMovedUp,
)
from coop.activities.models import Activity, Host
from coop.core.events import Deed, on
from coop.core.sentences import Sentence, say
from coop.extensions import db
from coop.notifications import queries
from coop.notifications.telling import tell

KIND = "activity"
TO_MEMBERS = {
    ActivityScheduled: say("《%(title)s》定下来了，可以报名"),
    ActivityPostponed: say("《%(title)s》推迟：%(reason)s"),
}
TO_WHOM_IT_IS_KNOWN: dict[type, Sentence] = {
    ActivityMoved: say("《%(title)s》的时间或地点有变：%(reason)s"),
    ActivityCancelled: say("《%(title)s》取消：%(reason)s"),
}
TO_PERSON = {
    RegistrationMovedUp: say("《%(title)s》有了空位，您已从候补转为报名成功"),
    GuestApproved: say("您带的来宾可以参加《%(title)s》"),
    GuestRefused: say("您带的来宾不能参加《%(title)s》：%(reason)s"),
}


@on(ActivityProposed)
def proposed(event: ActivityProposed, deed: Deed) -> None:
    sentence = _sentence(say("%(branch)s提议《%(title)s》，请确认"), event)
    tell(queries.officer_ids(event.asked_ids), deed, sentence, _url(event), kind=KIND)


@on(HostConfirmed, HostDeclined)
def host_answered(event: HostConfirmed | HostDeclined, deed: Deed) -> None:
    declined = isinstance(event, HostDeclined)
    template = say("%(branch)s不能参加《%(title)s》：%(reason)s") if declined else say("%(branch)s确认了《%(title)s》")
    people = queries.officer_ids(_hosting(event))
    tell(people, deed, _sentence(template, event), _url(event), kind=KIND)


@on(*TO_MEMBERS)
def tell_members(event: Any, deed: Deed) -> None:
    tell(queries.member_ids(event.branch_ids), deed, _sentence(TO_MEMBERS[type(event)], event), _url(event), kind=KIND)


@on(*TO_WHOM_IT_IS_KNOWN)
def tell_those_who_know(event: ActivityMoved | ActivityCancelled, deed: Deed) -> None:
    """Members hear of it where they knew of it; of a mere proposal only the hosts' officers do."""
    people = queries.member_ids if event.was_published else queries.officer_ids
    sentence = _sentence(TO_WHOM_IT_IS_KNOWN[type(event)], event)
    tell(people(event.branch_ids), deed, sentence, _url(event), kind=KIND)


@on(HostLeft)
def host_left(event: HostLeft, deed: Deed) -> None:
    """Whose branch is out has lost the place, and hears so; the page is no longer theirs to open."""
    tell(event.user_ids, deed, _sentence(say("本支部退出了共建，您在《%(title)s》的报名已取消"), event), "/activities", kind=KIND)


@on(*TO_PERSON)
def tell_person(event: Any, deed: Deed) -> None:
    tell([event.user_id], deed, _sentence(TO_PERSON[type(event)], event), _url(event), kind=KIND)


@on(GuestRequested)
def guest_requested(event: GuestRequested, deed: Deed) -> None:
    sentence = _sentence(say("有来宾要参加《%(title)s》，等您同意"), event)
    tell(queries.officer_ids([event.branch_id]), deed, sentence, _url(event), kind=KIND)


def _hosting(event: HostConfirmed | HostDeclined) -> list[int]:
    """The branches that host it or may yet, and the one that answers: its own people hear what was said in its name.

    Who said no before has nothing more to do with it, and who has left cannot open it any more.
    """
    own = and_(Host.branch_id == event.branch_id, Host.state == "declined")
    found = select(Host.branch_id).where(Host.activity_id == event.activity_id)
    return list(db.session().scalars(found.where(or_(Host.state.in_(("invited", "confirmed")), own))))


def _url(event: Any) -> str:
    return f"/activities/{event.activity_id}"


def _sentence(template: str, event: Any) -> Any:
    activity = db.session().get(Activity, event.activity_id)
    values = {
        "title": activity.title if activity else "",
        "branch": queries.branch_label(getattr(event, "branch_id", None)),
        "reason": getattr(event, "reason", ""),
    }
    return say(template, **{key: value for key, value in values.items() if f"%({key})s" in template})
