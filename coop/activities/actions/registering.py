"""Members say whether they come."""

from coop.activities.actions.seating import _give_up, _take_place
from coop.activities.actions.steps import _doer
from coop.activities.events import (
    RegistrationDeclined,
    RegistrationPlaced,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
)
from coop.activities.models import Activity, Host, Registration
from coop.activities.policy import Permission
from coop.activities.queries.activities import find_own_registration
from coop.activities.seats import has_seat
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Forbidden, Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db

LONGEST_ANSWER = 200


@action(Permission.REGISTRATION_PLACE)
def register_member(
    activity: Activity, answers: dict[str, str], *, by: Scope, branch_id: int | None = None
) -> Registration:
    """The person has a seat on their branch's quota, or the next place in its queue. Registering twice is once.

    Refuses before the date stands, after the deadline, and answers that are too long.
    """
    _demand_open(activity)
    own = find_own_registration(activity.id, by.user_id)
    if own is not None and own.counts:
        return own
    host = _own_host(activity, by, branch_id)
    place = own or _new_place(activity, host, by)
    place.answers = _answers(activity, answers)
    place.unit_id, place.branch_id = host.unit_id, host.branch_id
    _take_place(place, host)
    return _announced(place)


@action(Permission.REGISTRATION_WITHDRAW)
def withdraw_registration(activity: Activity, *, by: Scope) -> Registration:
    """The place is given back and the next in the queue has it. Refuses once the activity has begun."""
    own = find_own_registration(activity.id, by.user_id)
    if own is None or not own.counts:
        raise Conflict(say("您没有报名，或已经退出。"))
    if activity.is_over:
        raise Conflict(say("活动已经结束或取消。"))
    if activity.has_begun:
        raise Conflict(say("活动已经开始，不能再退出报名。"))
    _give_up(activity, own, "withdrawn")
    record(RegistrationWithdrawn(activity.id, own.id, _doer(by)), subject=own)
    return own


@action(Permission.REGISTRATION_PLACE)
def decline_activity(activity: Activity, *, by: Scope) -> Registration:
    """The person says that they do not come; a seat that they held is free."""
    _demand_open(activity)
    own = find_own_registration(activity.id, by.user_id) or _new_place(activity, _own_host(activity, by, None), by)
    if own.state != "declined":
        if own.state:
            _give_up(activity, own, "declined")
        own.state, own.changed_at = "declined", now()
        db.session().flush()
        record(RegistrationDeclined(activity.id, own.id, _doer(by)), subject=own)
    return own


def _demand_open(activity: Activity) -> None:
    if not activity.is_scheduled:
        raise Conflict(say("这场活动现在不接受报名。"))
    if activity.closes_at <= now():
        raise Conflict(say("报名已经截止。"))


def _own_host(activity: Activity, by: Scope, branch_id: int | None) -> Host:
    """The person's host branch: the one asked for, else one with a free seat, else the first."""
    mine = {post.branch_id for post in by.posts if not post.is_inherited and post.role != "guest"}
    hosts = [host for host in activity.active_hosts if host.branch_id in mine]
    if branch_id is not None:
        hosts = [host for host in hosts if host.branch_id == branch_id]
    if not hosts:
        raise Forbidden
    return next((host for host in hosts if has_seat(host.quota, host.registered)), hosts[0])


def _new_place(activity: Activity, host: Host, by: Scope) -> Registration:
    made = Registration(
        activity_id=activity.id, host_id=host.id, user_id=by.user_id, audience=audience.user(_doer(by)),
        unit_id=host.unit_id, branch_id=host.branch_id, answers={}, state="",
    )  # fmt: skip
    db.session().add(made)
    return made


def _answers(activity: Activity, answers: dict[str, str]) -> dict[str, str]:
    """Answers to the questions that are asked, by their words, so that a question changed later changes no answer."""
    given = {question: answers.get(question, "").strip() for question in activity.questions}
    for number, text in enumerate(given.values()):
        if len(text) > LONGEST_ANSWER:
            raise Invalid(say("最多 %(max)d 个字。", max=LONGEST_ANSWER), field=f"answer-{number}")
    return {question: text for question, text in given.items() if text}


def _announced(place: Registration) -> Registration:
    db.session().flush()
    event = RegistrationPlaced if place.is_registered else RegistrationWaitlisted
    record(event(place.activity_id, place.id, place.user_id or 0), subject=place)
    return place
