"""Four hundred messages of people who prepare real things, and how far each of them has read."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from coop.accounts.models import User
from coop.activities.models import Activity, Host
from coop.cli.demo.reading import Talk, talks
from coop.cli.demo.stage import Stage, add
from coop.discussion.models import Channel, Message, Reading
from coop.extensions import db
from coop.partnerships.models import Partnership

PREVIEW = 60


def talk(stage: Stage) -> None:
    for told in talks():
        subject = _subject(stage, told)
        channel = _channel(stage, told, subject)
        _say_all(stage, channel, told)
        _read(stage, channel, _keys(stage, told, subject))


def _subject(stage: Stage, told: Talk) -> Any:
    if told.kind == "partnership":
        return stage.pacts[told.name]
    if told.kind == "branch":
        return stage.branches[told.name]
    return db.session().scalars(select(Activity).where(Activity.title == told.name)).unique().one()


def _channel(stage: Stage, told: Talk, subject: Any) -> Channel:
    in_space = told.kind != "branch"
    seen_by = subject.audience if in_space else f"branch:{subject.id}"
    title = {"partnership": lambda: subject.name, "branch": lambda: subject.label, "activity": lambda: subject.title}
    pact = {"partnership": lambda: subject.id, "activity": lambda: subject.partnership_id, "branch": lambda: None}
    return add(Channel(
        subject_kind=told.kind, subject_id=subject.id, title=title[told.kind](), audience=seen_by,
        unit_id=subject.unit_id, branch_id=subject.branch_id if in_space else subject.id,
        partnership_id=pact[told.kind](), created_at=stage.past(told.sittings[0][0], "06:00"),
    ))  # fmt: skip


def _say_all(stage: Stage, channel: Channel, told: Talk) -> None:
    for day, clock, lines in told.sittings:
        at = stage.past(day, clock) if day < 0 else min(stage.at(day, clock), stage.past(0, "23:59") - timedelta(hours=1))
        for name, words in lines:
            at += timedelta(seconds=stage.dice.randrange(15, 210))
            _say(stage, channel, stage.people[name], words, min(at, stage.past(0, "23:59")))


def _say(stage: Stage, channel: Channel, person: User, words: str, at: Any) -> None:
    home = stage.homes[person.name]
    channel.last_seq += 1
    channel.message_count += 1
    text, called = _called(stage, words)
    channel.last_line, channel.last_at = f"{person.name}：{text}"[:PREVIEW], at
    db.session().add(Message(
        channel_id=channel.id, audience=channel.audience, unit_id=home.unit_id, branch_id=home.id, seq=channel.last_seq,
        number=channel.message_count, sender_id=person.id, client_id=str(UUID(int=stage.dice.getrandbits(128))),
        sender_name=person.name, sender_line=f"{home.unit.label} {home.name}", text=text, mentions=called, at=at,
    ))  # fmt: skip


def _called(stage: Stage, words: str) -> tuple[str, list[dict[str, Any]]]:
    """`[@林秀英]` in the text is a call by name."""
    called = []
    for part in words.split("[@")[1:]:
        name = part.partition("]")[0]
        called.append({"id": stage.people[name].id, "name": name})
        words = words.replace(f"[@{name}]", f"@{name}")
    return words, called


def _keys(stage: Stage, told: Talk, subject: Any) -> list[str]:
    """The branches whose members belong to the channel."""
    numbers = {"branch": lambda: [subject.id], "activity": lambda: _host_ids(subject), "partnership": lambda: _sides(subject)}
    wanted = set(numbers[told.kind]())
    return [key for key, branch in stage.branches.items() if branch.id in wanted]


def _host_ids(activity: Activity) -> list[int]:
    return list(db.session().scalars(select(Host.branch_id).where(Host.activity_id == activity.id)))


def _sides(pact: Partnership) -> list[int]:
    return [party.branch_id for party in pact.parties]


def _read(stage: Stage, channel: Channel, keys: list[str]) -> None:
    """Most have read all of it, some are a few messages behind; nobody is behind their own words."""
    spoken = select(Message.sender_id, func.max(Message.number)).where(Message.channel_id == channel.id)
    own: dict[int, int] = dict(db.session().execute(spoken.group_by(Message.sender_id)).all())
    for person in (person for key in keys for person in stage.members[key]):
        behind = stage.dice.choice((0, 0, 1, 2, 3, 4, 6))
        seen = max(channel.message_count - behind, own.get(person.id, 0))
        if seen:
            add(Reading(user_id=person.id, channel_id=channel.id, last_seq=seen, count=seen))
