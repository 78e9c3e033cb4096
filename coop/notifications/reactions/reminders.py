"""Reminders seven days and one day before, to those who have not answered yet and to the deputy as to the secretary (N5)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from coop.activities.events import ActivityMoved, ActivityScheduled
from coop.activities.models import Activity, Registration
from coop.core.clock import at_place, now
from coop.core.events import Deed, on, record
from coop.core.scope import Scope, current
from coop.core.sentences import Sentence, say
from coop.extensions import db
from coop.notifications import queries
from coop.notifications.actions import Message, tell_people
from coop.notifications.events import ActivityReminderDue, AnswerReminderDue
from coop.partnerships.events import PartyInvited
from coop.partnerships.models import Partnership, Party

DAYS_BEFORE = (7, 1)
# Whole sentences: what is put together from parts is read in one language only.
TO_COMING = {7: say("《%(title)s》还有 7 天，您已报名"), 1: say("《%(title)s》就在明天，您已报名")}
TO_SILENT = {7: say("《%(title)s》还有 7 天，您还没有报名"), 1: say("《%(title)s》就在明天，您还没有报名")}


@on(ActivityScheduled, ActivityMoved)
def plan_activity_reminders(event: ActivityScheduled | ActivityMoved, _: Deed) -> None:
    activity = db.session().get(Activity, event.activity_id)
    if activity is None:
        return
    for days in _still_ahead(activity.starts_at):
        due = ActivityReminderDue(activity.id, days, activity.starts_at.isoformat())
        record(due, subject=activity, delay=_seconds_until(activity.starts_at, days))


@on(PartyInvited)
def plan_answer_reminders(event: PartyInvited, _: Deed) -> None:
    partnership = db.session().get(Partnership, event.partnership_id)
    if partnership is None:
        return
    end = at_place(partnership.answer_until, 9)
    for days in _still_ahead(end):
        due = AnswerReminderDue(event.party_id, days, partnership.answer_until.isoformat())
        record(due, subject=partnership, delay=_seconds_until(end, days))


@on(ActivityReminderDue)
def remind_of_activity(event: ActivityReminderDue, _: Deed) -> None:
    """Registered people hear that it comes; while registration is open the hosts' other people hear that it does."""
    activity = db.session().get(Activity, event.activity_id)
    if activity is None or activity.state != "scheduled" or activity.starts_at.isoformat() != event.starts_at:
        return
    placed, answered = _answers(activity.id)
    _remind(placed, event, say(TO_COMING[event.days], title=activity.title), activity.id)
    if activity.closes_at > now():
        others = queries.member_ids(host.branch_id for host in activity.active_hosts) - answered
        _remind(others, event, say(TO_SILENT[event.days], title=activity.title), activity.id)


@on(AnswerReminderDue)
def remind_of_answer(event: AnswerReminderDue, _: Deed) -> None:
    """Only a side that has not turned both keys is reminded, and only while the date stands."""
    party = db.session().get(Party, event.party_id)
    partnership = db.session().get(Partnership, party.partnership_id) if party else None
    if party is None or partnership is None or party.state not in ("invited", "agreed"):
        return
    if partnership.answer_until.isoformat() != event.answer_until:
        return
    sentence = say("“%(name)s”的共建邀请请在%(day)s前答复", name=partnership.name, day=event.answer_until)
    key = f"remind:party:{party.id}:{event.days}"
    message = Message(key=key, sentence=sentence, url=f"/partnerships/{partnership.id}", kind="partnership")
    tell_people(queries.officer_ids([party.branch_id or 0]), message, by=current() or Scope())


def _remind(people: set[int], event: ActivityReminderDue, sentence: Sentence, activity_id: int) -> None:
    key = f"remind:activity:{activity_id}:{event.days}:{event.starts_at}"
    message = Message(key=key, sentence=sentence, url=f"/activities/{activity_id}", kind="activity")
    tell_people(people, message, by=current() or Scope())


def _answers(activity_id: int) -> tuple[set[int], set[int]]:
    """Who has a place, and who has answered in whatever way."""
    rows = db.session().execute(
        select(Registration.user_id, Registration.state).where(Registration.activity_id == activity_id)
    )
    answers = [(user_id, state) for user_id, state in rows.all() if user_id]
    return {user_id for user_id, state in answers if state == "registered"}, {user_id for user_id, _ in answers}


def _still_ahead(instant: datetime) -> list[int]:
    return [days for days in DAYS_BEFORE if instant - timedelta(days=days) > now()]


def _seconds_until(instant: datetime, days: int) -> float:
    return (instant - timedelta(days=days) - now()).total_seconds()
