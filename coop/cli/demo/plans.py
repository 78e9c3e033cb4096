"""Twenty activities: behind us, before us, still being asked for, called off; with seats, queues, agendas and duties."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from coop.accounts.models import User
from coop.activities.models import Activity, Duty, Host, Registration
from coop.cli.demo.reading import read_json
from coop.cli.demo.stage import Stage, add
from coop.core import audience
from coop.core.clock import local
from coop.core.tenancy import share

UNSEEN = ("draft", "proposed")
DAY_MINUTES = 24 * 60


def plan(stage: Stage) -> None:
    for told in read_json("activities"):
        activity = _activity(stage, told)
        hosts = {key: _host(stage, activity, told, key) for key in told["hosts"]}
        _open(stage, activity, told)
        if told["state"] not in UNSEEN:
            _fill(stage, activity, hosts, told)
            _share_out(stage, activity, told.get("takers", {}))


def _activity(stage: Stage, told: dict[str, Any]) -> Activity:
    first = stage.branches[next(iter(told["hosts"]))]
    starts_at = stage.at(told["day"], told["at"])
    pact = stage.pacts.get(told.get("pact", ""))
    planned = min(told["day"] - 18, -2)
    is_seen = told["state"] not in UNSEEN
    return add(Activity(
        title=told["title"], kind=told["kind"], about=told["about"], place=told["place"], starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=told["hours"]), state=told["state"], state_reason=told.get("reason", ""),
        agenda=_agenda(starts_at, told.get("agenda", [])), questions=told.get("questions", []),
        duties=told.get("duties", {}), shown_to="partnership" if pact else told.get("shown", "hosts"),
        partnership_id=pact.id if pact else None, branch_id=first.id, unit_id=first.unit_id,
        audience=audience.officers(first.id), created_by_id=stage.people[told["by"]].id,
        uid=f"{stage.dice.getrandbits(128):032x}", created_at=stage.at(planned, "10:05"),
        scheduled_at=stage.past(planned + 1, "16:30") if is_seen else None, state_at=_state_at(stage, told, planned),
        changed_at=_state_at(stage, told, planned), takes_guests=told["kind"] in ("lecture", "joint_study"),
    ))  # fmt: skip


def _state_at(stage: Stage, told: dict[str, Any], planned: int) -> datetime:
    if told["state"] in ("held", "archived"):
        return stage.past(told["day"] + 1)
    return stage.past(told["day"] - 1 if told["state"] == "cancelled" else planned + 1, "16:30")


def _agenda(starts_at: datetime, lines: list[str]) -> list[dict[str, Any]]:
    """`09:20 分三组互查 ｜ 白铁军` as the page keeps it: minutes from the beginning, what, who."""
    begins = local(starts_at)
    items = []
    for line in lines:
        time, words = line.split(" ", 1)
        what, _, who = words.partition(" ｜ ")
        hour, minute = map(int, time.split(":"))
        after = (hour - begins.hour) * 60 + minute - begins.minute
        items.append({"minutes": after % DAY_MINUTES, "what": what, "who": who})
    return items


def _host(stage: Stage, activity: Activity, told: dict[str, Any], key: str) -> Host:
    branch = stage.branches[key]
    is_asked = key in told.get("asked", [])
    is_own = branch.id == activity.branch_id
    answered = "invited" if is_asked or (told["state"] == "draft" and not is_own) else "confirmed"
    return add(Host(
        activity_id=activity.id, branch_id=branch.id, unit_id=branch.unit_id, audience=activity.audience,
        state=answered, quota=told["hosts"][key], registered=0, waiting=0,
        answered_by_id=stage.officer(key, "secretary").id if answered == "confirmed" else None,
        answered_at=activity.scheduled_at if answered == "confirmed" else None,
    ))  # fmt: skip


def _open(stage: Stage, activity: Activity, told: dict[str, Any]) -> None:
    """Officers of all hosts see a proposal, everybody in its audience what stands."""
    for key in told["hosts"]:
        if told["state"] != "draft" or stage.branches[key].id == activity.branch_id:
            share(activity, audience.officers(stage.branches[key].id))
    if told["state"] in UNSEEN:
        return
    if activity.partnership_id:
        activity.audience = audience.partnership(activity.partnership_id)
    elif activity.shown_to == "unit":
        activity.audience = audience.unit(activity.unit_id)
    else:
        activity.audience = audience.branch(activity.branch_id)


def _fill(stage: Stage, activity: Activity, hosts: dict[str, Host], told: dict[str, Any]) -> None:
    """In turn a member of each host comes; whoever finds no seat waits, as far as the plan says."""
    waiting = dict(told.get("wait", {}))
    coming = told["fill"]
    for key, person in _in_turn(stage, list(hosts)):
        host = hosts[key]
        host.audience = activity.audience
        has_seat = host.quota is None or host.registered < host.quota
        if has_seat and coming:
            coming, host.registered = coming - 1, host.registered + 1
        elif not has_seat and waiting.get(key):
            waiting[key], host.waiting = waiting[key] - 1, host.waiting + 1
        else:
            continue
        _register(stage, activity, host, person, "registered" if has_seat else "waitlisted")


def _in_turn(stage: Stage, keys: list[str]) -> Iterator[tuple[str, User]]:
    queues = {key: list(stage.members[key]) for key in keys}
    while any(queues.values()):
        for key in keys:
            if queues[key]:
                yield key, queues[key].pop(0)


def _register(stage: Stage, activity: Activity, host: Host, person: User, state: str) -> None:
    queued = (activity.scheduled_at or activity.created_at) + timedelta(minutes=stage.dice.randrange(20, 1800))
    queued = min(queued, stage.past(0, "07:30"))
    answers = {question: stage.dice.choice(("41", "39", "可以", "不用")) for question in activity.questions[:1]}
    add(Registration(
        activity_id=activity.id, host_id=host.id, user_id=person.id, branch_id=host.branch_id, unit_id=host.unit_id,
        audience=audience.user(person.id), answers=answers, state=state, queued_at=queued, changed_at=queued,
    ))  # fmt: skip


def _share_out(stage: Stage, activity: Activity, takers: dict[str, str]) -> None:
    for kind, name in takers.items():
        home = stage.homes[name]
        add(Duty(
            activity_id=activity.id, kind=kind, user_id=stage.people[name].id, unit_id=home.unit_id, branch_id=home.id,
            audience=activity.audience,
        ))  # fmt: skip
