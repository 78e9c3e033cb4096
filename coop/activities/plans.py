"""What a plan must say before anybody is asked to come: pure checks over values, each refusal at its field."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from coop.activities.agenda import Item
from coop.core.errors import Invalid
from coop.core.sentences import say

LONGEST = timedelta(days=31)
FARTHEST = timedelta(days=730)
MOST_QUESTIONS = 5
MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that its author decides. ``quotas`` has one entry for each host branch: None is unlimited."""

    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    about: str = ""
    shown_to: str = "hosts"
    agenda: list[Item] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    duties: dict[str, int] = field(default_factory=dict)
    quotas: dict[int, int | None] = field(default_factory=dict)
    register_until: datetime | None = None
    takes_guests: bool = False


def check_time(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Refuses an end before the beginning, a beginning in the past or more than two years ahead, more than 31 days."""
    if ends_at <= starts_at:
        raise Invalid(say("结束时间要晚于开始时间。"), field="ends")
    if starts_at <= now:
        raise Invalid(say("开始时间已经过去，请选以后的时间。"), field="starts")
    if starts_at > now + FARTHEST:
        raise Invalid(say("开始时间太远了，最多提前两年安排。"), field="starts")
    if ends_at - starts_at > LONGEST:
        raise Invalid(say("一次活动最多 31 天。"), field="ends")


def check_deadline(register_until: datetime | None, starts_at: datetime, *, now: datetime) -> None:
    """Registration ends before the beginning at the latest, and not in the past."""
    if register_until is None:
        return
    if register_until > starts_at:
        raise Invalid(say("报名要在活动开始之前截止。"), field="register_until")
    if register_until <= now:
        raise Invalid(say("报名截止时间已经过去。"), field="register_until")


def moved_deadline(until: datetime | None, shift: timedelta, *, now: datetime) -> datetime | None:
    """Keeps its distance to the beginning; None, the beginning itself, where an open registration would end unseen."""
    if until is None:
        return None
    moved = until + shift
    return None if moved <= now < until else moved


def check_agenda(minutes: list[int], *, lasts: timedelta) -> None:
    """Refuses an end before the last item of the agenda; ``minutes`` count from the beginning."""
    if minutes and timedelta(minutes=max(minutes)) > lasts:
        raise Invalid(say("议程的最后一项排不下了；请把结束时间放晚些，或先改短议程。"), field="ends")


def check_quota(quota: int | None, *, registered: int = 0, field_name: str = "quota") -> None:
    """None is unlimited. Zero is refused: it would invite a branch to which nobody may come."""
    if quota is None:
        return
    if quota < 1:
        raise Invalid(say("名额至少 1 人；不限名额请留空。"), field=field_name)
    if quota > MOST_PEOPLE:
        raise Invalid(say("名额最多 %(most)d 人。", most=MOST_PEOPLE), field=field_name)
    if quota < registered:
        raise Invalid(say("已有 %(count)d 人报上名，名额不能少于 %(count)d。", count=registered), field=field_name)


def check_plan(plan: Plan, *, now: datetime) -> None:
    check_time(plan.starts_at, plan.ends_at, now=now)
    check_deadline(plan.register_until, plan.starts_at, now=now)
    check_contents(plan)


def check_contents(plan: Plan) -> None:
    """What may be changed at any time: title, questions, quotas."""
    if not plan.title:
        raise Invalid(say("请填写活动名称。"), field="title")
    if len(plan.questions) > MOST_QUESTIONS:
        raise Invalid(say("报名问题最多 %(most)d 个。", most=MOST_QUESTIONS), field="questions")
    if len(set(plan.questions)) < len(plan.questions):
        raise Invalid(say("有两个报名问题一样，请留一个。"), field="questions")
    for branch_id, quota in plan.quotas.items():
        check_quota(quota, field_name=quota_field(branch_id))


def quota_field(branch_id: int) -> str:
    """The name of the field in which the quota of a branch is typed."""
    return f"quota-{branch_id}"
