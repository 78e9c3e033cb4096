"""Activities in numbers: pages of lists, a calendar, what a partnership did."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_

from coop.activities import lifecycle
from coop.activities.models import Activity, Host, Registration
from coop.activities.queries.coming import IS_COMING, IS_HOSTED, IS_REGISTERED, TAKING_SEATS
from coop.activities.queries.listed import ROWS, Listed, with_hosts
from coop.activities.queries.slim import slim
from coop.core.clock import now
from coop.core.paging import Page, page_of
from coop.core.scope import Scope
from coop.extensions import db


def hosted_by(branch_ids: Iterable[int]) -> ColumnElement[bool]:
    """Whether one of the branches hosts it: belonging to any host suffices."""
    return exists().where(
        Host.activity_id == Activity.id, Host.branch_id.in_(list(branch_ids)), Host.state.in_(("invited", "confirmed"))
    )


def registered(user_id: int | None) -> ColumnElement[bool]:
    return exists().where(
        Registration.activity_id == Activity.id,
        Registration.user_id == user_id,
        Registration.state.in_(TAKING_SEATS),
    )


def of_scope(scope: Scope, name: str) -> ColumnElement[bool]:
    """What a chip means: mine (my branches host it, or I registered), branch, partnership, unit."""
    if name == "branch":
        return hosted_by(scope.own_branch_ids)
    if name == "partnership":
        return Activity.partnership_id.is_not(None)
    if name == "unit":
        return exists().where(Host.activity_id == Activity.id, Host.unit_id.in_(list(scope.unit_ids)))
    if name == "mine":
        return or_(hosted_by(scope.own_branch_ids), registered(scope.user_id))
    return Activity.id.is_not(None)


def page_of_activities(
    scope: Scope, *, show: str, kind: str = "", cursor: str | None = None, size: int = 20
) -> Page[Listed]:
    """One page of a list: ``upcoming``, ``mine``, ``proposed`` or ``past``; the past is read backwards."""
    given = {"branch_ids": list(scope.own_branch_ids), "user_id": scope.user_id, "at": now(), "kind": kind}
    order = (Activity.starts_at, Activity.id)
    statement = _shown(show, is_of_kind=bool(kind))
    page = page_of(statement, by=order, cursor=cursor, size=size, is_descending=show == "past", given=given)
    return Page(with_hosts(page.items), page.next_cursor)


@cache
def _shown(show: str, *, is_of_kind: bool) -> Select[Any]:
    """The statement of a chip, built at its first use."""
    statement = ROWS.where(Activity.kind == bindparam("kind")) if is_of_kind else ROWS
    if show == "mine":
        return statement.where(IS_COMING, or_(IS_HOSTED, IS_REGISTERED))
    if show == "proposed":
        return statement.where(Activity.state.in_(lifecycle.PLANNED))
    if show == "past":
        over = and_(Activity.state == lifecycle.SCHEDULED, Activity.ends_at < bindparam("at"))
        return statement.where(or_(Activity.state.in_(lifecycle.OVER), over))
    return statement.where(IS_COMING)


OF_PARTNERSHIP = (
    ROWS.where(Activity.partnership_id == bindparam("partnership_id"))
    .order_by(Activity.starts_at.desc(), Activity.id.desc())
    .limit(bindparam("most"))
)


def activities_of_partnership(partnership_id: int, *, most: int = 30) -> list[Listed]:
    """What the partnership did and plans, newest first."""
    return with_hosts(db.session().scalars(OF_PARTNERSHIP, {"partnership_id": partnership_id, "most": most}))


def activities_between(
    scope: Scope, begin: datetime, end: datetime, *, of: str, partnership_id: int | None = None
) -> list[Listed]:
    """What a calendar shows of a stretch of time, at most 500; drafts are on no calendar."""
    statement = ROWS.where(
        Activity.starts_at < end, Activity.starts_at > begin - timedelta(days=31), Activity.ends_at >= begin,
        Activity.state != lifecycle.DRAFT, of_scope(scope, of),
    )  # fmt: skip
    if partnership_id:
        statement = statement.where(Activity.partnership_id == partnership_id)
    return with_hosts(db.session().scalars(statement.order_by(Activity.starts_at, Activity.id).limit(500)))


def activities_for_feed(scope: Scope) -> list[Activity]:
    """What a person's own calendar program is told: from 90 days ago on, and whatever still waits for its new date."""
    is_recent = or_(Activity.ends_at >= now() - timedelta(days=90), Activity.state == lifecycle.POSTPONED)
    statement = slim().where(Activity.scheduled_at.is_not(None), is_recent, of_scope(scope, "mine"))
    return list(db.session().scalars(statement.order_by(Activity.starts_at, Activity.id).limit(500)).unique())
