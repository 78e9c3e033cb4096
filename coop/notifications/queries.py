"""Every read of notifications, and of whom to tell."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, func, select

from coop.accounts.models import ACTIVE, User
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.core.scope import OFFICERS, Scope
from coop.extensions import db
from coop.notifications.models import Notification
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch, UnitRole
from coop.units.queries.told import told_of_branches


def get_notification(notification_id: int) -> Notification:
    found = db.session().get(Notification, notification_id)
    if found is None:
        raise NotFound
    return found


NEW = select(func.count(Notification.id)).where(
    Notification.user_id == bindparam("user_id"), Notification.is_new.is_(True)
)  # fmt: skip


def count_new(user_id: int | None) -> int:
    """What came since the centre was last opened: the number at the bell of every page."""
    if user_id is None:
        return 0
    return db.session().scalar(NEW, {"user_id": user_id}) or 0


def page_of_notifications(scope: Scope, *, only_unread: bool = False, cursor: str | None = None) -> Page[Notification]:
    statement = select(Notification).where(Notification.user_id == scope.user_id)
    if only_unread:
        statement = statement.where(Notification.state == "unread")
    return page_of(statement, by=(Notification.id,), cursor=cursor, size=30)


def new_of(user_id: int) -> list[Notification]:
    mine = select(Notification).where(Notification.user_id == user_id, Notification.is_new.is_(True))
    return list(db.session().scalars(mine))


def unread_of(user_id: int) -> list[Notification]:
    mine = select(Notification).where(Notification.user_id == user_id, Notification.state == "unread")
    return list(db.session().scalars(mine))


def told_of(key: str) -> set[int]:
    """Who has heard of this occasion already."""
    return set(db.session().scalars(select(Notification.user_id).where(Notification.key == key)))


def active_among(user_ids: Collection[int]) -> list[int]:
    """Those of them who can sign in; nobody else is told anything."""
    found = select(User.id).where(User.id.in_(set(user_ids)), User.state == ACTIVE).order_by(User.id)
    return list(db.session().scalars(found))


def officer_ids(branch_ids: Iterable[int]) -> set[int]:
    """Secretary, deputy and clerk of each branch: the deputy hears all that the secretary hears (N5)."""
    return told_of_branches(branch_ids, OFFICERS)


def member_ids(branch_ids: Iterable[int]) -> set[int]:
    """Everybody who belongs, guests left out."""
    return told_of_branches(branch_ids)


def partner_branches_of(unit_id: int) -> dict[int, list[int]]:
    """Of each partnership that a branch of the unit has joined the other units' joined branches."""
    joined = select(Party.partnership_id).where(Party.unit_id == unit_id, Party.state == "joined")
    others = select(Party.partnership_id, Party.branch_id).where(
        Party.partnership_id.in_(joined), Party.unit_id != unit_id, Party.state == "joined"
    )
    found: dict[int, list[int]] = {}
    for partnership_id, branch_id in db.session().execute(others.order_by(Party.id)):
        found.setdefault(partnership_id, []).append(branch_id)
    return found


def unit_admin_ids(unit_id: int | None) -> set[int]:
    found = select(UnitRole.user_id).where(UnitRole.unit_id == unit_id, UnitRole.role == "admin")
    return set(db.session().scalars(found))


def operator_ids() -> set[int]:
    return set(db.session().scalars(select(User.id).where(User.is_operator.is_(True))))


def branch_label(branch_id: int | None) -> str:
    branch = db.session().get(Branch, branch_id) if branch_id else None
    return branch.label if branch else ""


def partnership_name(partnership_id: int | None) -> str:
    return db.session().scalar(select(Partnership.name).where(Partnership.id == partnership_id)) or ""


def person_name(user_id: int | None) -> str:
    return db.session().scalar(select(User.name).where(User.id == user_id)) or ""
