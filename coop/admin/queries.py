"""What an operator looks after: the work behind the pages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from coop.core.clock import now
from coop.core.errors import NotFound
from coop.core.events import Deed, Pending
from coop.core.scope import everything
from coop.extensions import db


@dataclass(frozen=True, slots=True)
class LaidAside:
    """A reaction that failed eight times: which, of what, since when, and why; nothing of what the deed was about."""

    id: int
    consumer: str
    deed: str
    error: str
    dead_at: datetime | None


def laid_aside() -> list[LaidAside]:
    """The newest hundred. Names of code and errors only: an operator is not a reader of the units' rows."""
    found = select(Pending.id, Pending.consumer, Deed.name, Pending.error, Pending.dead_at)
    found = found.join(Deed, Deed.id == Pending.deed_id).where(Pending.dead_at.is_not(None))
    with everything("an operator looks at reactions that were laid aside"):
        rows = db.session().execute(found.order_by(Pending.dead_at.desc()).limit(100)).all()
    return [LaidAside(number, name.partition("/")[0], deed, error or "", at) for number, name, deed, error, at in rows]


def get_laid_aside(pending_id: int) -> Pending:
    found = db.session().get(Pending, pending_id)
    if found is None or found.dead_at is None:
        raise NotFound
    return found


def count_waiting() -> int:
    """Reactions that are due and not done yet."""
    due = Pending.dead_at.is_(None), Pending.due_at <= now()
    return db.session().scalar(select(func.count(Pending.id)).where(*due)) or 0
