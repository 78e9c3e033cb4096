"""The trail of a partnership, as its timeline tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from coop.accounts.models import User
from coop.core.events import Deed
from coop.extensions import db
from coop.partnerships.models import Partnership

PREFIX = "partnerships."
UNTOLD = (f"{PREFIX}AnswerDateSet", f"{PREFIX}RosterExposureChanged")

STORY = (
    select(Deed.name, Deed.at, Deed.facts, User.name)
    .outerjoin(User, User.id == Deed.actor_id)
    .where(Deed.audience == bindparam("of"), Deed.name.startswith(PREFIX), Deed.name.not_in(UNTOLD))
    .order_by(Deed.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Told:
    """One deed: what happened, when, by whom; ``facts`` as the event recorded them."""

    name: str
    at: datetime
    actor: str | None
    facts: dict[str, Any]


def story_of(partnership: Partnership, *, size: int = 15) -> list[Told]:
    """What happened to the partnership itself, latest first; those merely invited find nothing here."""
    rows = db.session().execute(STORY, {"of": partnership.audience, "most": size})
    return [Told(name.removeprefix(PREFIX), at, actor, facts) for name, at, facts, actor in rows]


def last_reminder(partnership_id: int, party_id: int) -> datetime | None:
    """When this party was last asked again."""
    rows: Sequence[Any] = db.session().execute(
        select(Deed.at, Deed.facts)
        .where(Deed.name == f"{PREFIX}InvitationReminded", Deed.subject_id == partnership_id)
        .order_by(Deed.id.desc())
        .limit(50)
    ).all()
    return next((at for at, facts in rows if facts["party_id"] == party_id), None)
