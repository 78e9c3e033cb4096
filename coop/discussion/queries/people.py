"""Who speaks for which branch, and whom one may call by name."""

import time
from dataclasses import dataclass

from sqlalchemy import select

from coop.accounts.models import User
from coop.core.errors import Forbidden
from coop.core.scope import Scope, current
from coop.discussion.models import MESSAGE, Channel, Message
from coop.extensions import db
from coop.partnerships import queries as partnerships
from coop.partnerships.models import Party
from coop.units.models import Branch, Membership

KEPT_SECONDS = 60
MOST_KEPT = 5_000
MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Voice:
    """Under which name, and for which branch, somebody speaks in a channel (D4)."""

    name: str
    line: str
    unit_id: int
    branch_id: int


_kept: dict[tuple[int, int], tuple[Scope, float, Voice]] = {}


def voice_of(channel: Channel, by: Scope) -> Voice:
    """Derived from the channel, never chosen; kept for a minute while the person belongs where they did."""
    key = (by.user_id or 0, channel.id)
    kept = _kept.get(key)
    if kept and kept[0] is by and kept[1] > time.monotonic():
        return kept[2]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    voice = _voice(channel, by)
    _kept[key] = (by, time.monotonic() + KEPT_SECONDS, voice)
    return voice


def _voice(channel: Channel, by: Scope) -> Voice:
    """The branch that is a side of the channel, else the person's first."""
    session = db.session()
    rows = session.scalars(select(Branch).where(Branch.id.in_(by.own_branch_ids)).order_by(Branch.id)).unique().all()
    sides = {channel.branch_id} if channel.partnership_id is None else _side_ids(channel)
    branch = next((row for row in rows if row.id in sides), rows[0] if rows else None)
    person = session.get(User, by.user_id)
    if branch is None or person is None:
        raise Forbidden
    return Voice(person.name, f"{branch.unit.label} {branch.name}", branch.unit_id, branch.id)


def _side_ids(channel: Channel) -> set[int]:
    joined = select(Party.branch_id).where(Party.partnership_id == channel.partnership_id, Party.state == "joined")
    return set(db.session().scalars(joined))


def people_to_mention(channel: Channel) -> dict[int, str]:
    """Names by number: whoever has spoken here, and the members of the sides whose rosters the reader sees anyway."""
    spoken = select(Message.sender_id, Message.sender_name).where(Message.channel_id == channel.id, Message.kind == MESSAGE)
    names = {row[0]: row[1] for row in db.session().execute(spoken.distinct().limit(MOST_PEOPLE))}
    return names | (_own_side(channel) if channel.partnership_id is None else _all_sides(channel.partnership_id))


def _own_side(channel: Channel) -> dict[int, str]:
    members = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.branch_id == channel.branch_id, Membership.state == "active")
        .limit(MOST_PEOPLE)
    )
    return {row[0]: row[1] for row in db.session().execute(members)}


def _all_sides(partnership_id: int) -> dict[int, str]:
    """What each side shows of its roster (P7): a partner can be called before they have said a word."""
    partnership = partnerships.find_partnership(partnership_id)
    scope = current()
    if partnership is None or scope is None:
        return {}
    return {face.user_id: face.name for face in partnerships.roster_of(partnership, scope)[:MOST_PEOPLE]}
