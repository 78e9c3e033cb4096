"""Which channels there are for a reader, and what is new in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from coop.activities.models import Activity
from coop.core import audience
from coop.core.clock import after
from coop.core.errors import NotFound
from coop.core.scope import Scope
from coop.discussion.models import Channel, Reading
from coop.discussion.subjects import Subject
from coop.extensions import db
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch
from coop.units.queries.names import BRANCH_LABEL


@dataclass(frozen=True, slots=True)
class Listed:
    """A channel in somebody's list."""

    channel: Channel
    unread: int


# What every visit, and every event of a socket, asks is built once.
ONE = select(Channel).where(Channel.id == bindparam("id"))
JOINED = (
    select(BRANCH_LABEL)
    .select_from(Party).join(Party.branch).join(Branch.unit)
    .where(Party.partnership_id == bindparam("partnership_id"), Party.state == "joined")
    .order_by(Party.id)
)  # fmt: skip


def get_channel(channel_id: int) -> Channel:
    """The channel, or 404 for what is not there and what is not the reader's alike."""
    found = db.session().scalars(ONE, {"id": channel_id}).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_channel_about(kind: str, subject_id: int) -> Channel | None:
    about = select(Channel).where(Channel.subject_kind == kind, Channel.subject_id == subject_id)
    return db.session().scalars(about).one_or_none()


def own_audiences(scope: Scope) -> list[str]:
    return [audience.branch(number) for number in sorted(scope.own_branch_ids)]


def belongs_to(branch_ids: Any, audiences: Any) -> ColumnElement[bool]:
    """Channels of these branches and of what they have joined; both may be parameters of a prepared statement."""
    joined = select(Party.partnership_id).where(Party.state == "joined", Party.branch_id.in_(branch_ids))
    return or_(Channel.audience.in_(audiences), Channel.partnership_id.in_(joined))


# What is new is a difference of two counts; who has read nothing yet has no row to subtract.
UNREAD = Channel.message_count - func.coalesce(Reading.count, 0)
OWN = belongs_to(bindparam("branch_ids", expanding=True), bindparam("own", expanding=True))
IS_READ = and_(Reading.channel_id == Channel.id, Reading.user_id == bindparam("user_id"))
LATEST = (Channel.last_at.is_(None), func.coalesce(Channel.last_at, Channel.created_at).desc(), Channel.id)
MINE = select(Channel, UNREAD).outerjoin(Reading, IS_READ).where(OWN).order_by(*LATEST).limit(200)
NEW = (
    select(Channel.id, Channel.title, Channel.last_line, UNREAD.label("unread"))
    .outerjoin(Reading, IS_READ)
    .where(OWN, UNREAD > 0)
    .order_by(*LATEST)
    .limit(bindparam("most"))
)


def _own(scope: Scope) -> dict[str, Any]:
    """One's own branches and the partnerships those have joined; what a committee sees from above is not counted."""
    return {"user_id": scope.user_id, "branch_ids": list(scope.own_branch_ids), "own": own_audiences(scope)}


def my_channels(scope: Scope) -> list[Listed]:
    """The reader's channels, what moved last first, the silent ones at the end."""
    return [Listed(channel, count) for channel, count in db.session().execute(MINE, _own(scope))]


def unread_channels(scope: Scope, *, most: int = 3) -> Sequence[Any]:
    """Number, title, last line and count of the channels where something is new, as a list prints them."""
    if not scope.own_branch_ids:
        return []
    return db.session().execute(NEW, {**_own(scope), "most": most}).all()


def subjects_without_channel(scope: Scope) -> Sequence[Branch | Partnership]:
    """Own branches and active partnerships where nobody has opened the discussion yet."""
    session = db.session()
    opened = select(Channel.subject_id).where(Channel.subject_kind == "branch")
    branches = select(Branch).where(Branch.id.in_(scope.own_branch_ids), Branch.id.not_in(opened)).order_by(Branch.id)
    opened = select(Channel.subject_id).where(Channel.subject_kind == "partnership")
    joined = select(Party.partnership_id).where(Party.state == "joined", Party.branch_id.in_(scope.own_branch_ids))
    pacts = select(Partnership).where(Partnership.id.in_(joined), Partnership.id.not_in(opened), Partnership.state == "active")
    return [*session.scalars(branches).unique(), *session.scalars(pacts.order_by(Partnership.id))]


def get_subject(kind: str, subject_id: int) -> Subject:
    """What a channel would be about, as far as the reader sees it; 404 for anything else."""
    if kind == "branch":
        branch = db.session().get(Branch, subject_id)
        if branch and branch.is_active:
            return Subject("branch", branch.id, audience.branch(branch.id), branch.label, branch.unit_id, branch.id)
    if kind == "partnership":
        pact = db.session().get(Partnership, subject_id)
        if pact and pact.audience == audience.partnership(pact.id):
            return Subject("partnership", pact.id, pact.audience, pact.name, pact.unit_id, pact.branch_id)
    if kind == "activity":
        plan = db.session().get(Activity, subject_id)
        if plan:
            return Subject("activity", plan.id, talkers_of(plan), plan.title, plan.unit_id, plan.branch_id)
    raise NotFound


def talkers_of(plan: Activity) -> str:
    """Who talks about an activity: its partnership or its branch, however many more may see that it takes place."""
    return audience.partnership(plan.partnership_id) if plan.partnership_id else audience.branch(plan.branch_id)


def parties_of(channel: Channel) -> Sequence[str]:
    """The joined sides of a partnership's channel, by their labels."""
    if channel.partnership_id is None:
        return []
    return db.session().scalars(JOINED, {"partnership_id": channel.partnership_id}).all()


def visible_channel_ids(channel_ids: Iterable[int]) -> set[int]:
    """Those of the channels that the present scope still sees."""
    return set(db.session().scalars(select(Channel.id).where(Channel.id.in_(list(channel_ids)))))


def last_seqs(channel_ids: Iterable[int]) -> dict[int, int]:
    """The head of each channel."""
    rows = db.session().execute(select(Channel.id, Channel.last_seq).where(Channel.id.in_(list(channel_ids))))
    return {row.id: row.last_seq for row in rows}


def moved_lately() -> Sequence[Channel]:
    """Channels in which something was said within the last ten seconds."""
    return db.session().scalars(select(Channel).where(Channel.last_at > after(seconds=-10))).unique().all()
