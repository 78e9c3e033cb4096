"""Applications of units that want to join: operators see them all, an applicant theirs by its secret."""

import hashlib
from datetime import timedelta

from sqlalchemy import func, select

from coop.core.clock import now
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import UnitApplication


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def get_application(application_id: int) -> UnitApplication:
    found = db.session().get(UnitApplication, application_id)
    if found is None:
        raise NotFound
    return found


def get_application_by_token(token: str) -> UnitApplication:
    """Whoever holds the secret sees the one application that it belongs to, signed in or not."""
    with everything("an applicant asks how their application stands", quiet=True):
        found = db.session().scalar(select(UnitApplication).where(UnitApplication.token_hash == digest(token)))
    if found is None:
        raise NotFound
    return found


def applications(state: str | None, *, cursor: str | None = None) -> Page[UnitApplication]:
    found = select(UnitApplication)
    if state:
        found = found.where(UnitApplication.state == state)
    return page_of(found, by=[UnitApplication.id], cursor=cursor)


def count_applications() -> dict[str, int]:
    rows = select(UnitApplication.state, func.count()).group_by(UnitApplication.state)
    return {row[0]: row[1] for row in db.session().execute(rows)}


def count_recent_from(address: str | None) -> int:
    """How many applications came from that address within the last hour."""
    recent = select(func.count(UnitApplication.id)).where(
        UnitApplication.address == address, UnitApplication.created_at > now() - timedelta(hours=1)
    )
    return db.session().scalar(recent) or 0
