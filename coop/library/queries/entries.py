"""Entries with their versions and files, as pages and deeds need them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.core.scope import everything
from coop.core.tenancy import Share, shares_of
from coop.extensions import db
from coop.library.audiences import readers_of
from coop.library.lifecycle import LIVING
from coop.library.models import Attachment, Entry, EntryTag, EntryVersion
from coop.units.models import Branch, Unit

PAGE = 20
LATEST = 500
# The unit by an outer join of its own: an inner one would stand in brackets behind the outer join of the branch, and
# SQLite writes out what stands in brackets, here all branches of the house, before it looks at the one entry.
WITH_BRANCH = joinedload(Entry.branch).joinedload(Branch.unit, innerjoin=False)
# What every deed on an entry asks is built once.
ONE = select(Entry).where(Entry.id == bindparam("id")).options(WITH_BRANCH, joinedload(Entry.author))
VERSIONS = (
    select(EntryVersion)
    .where(EntryVersion.entry_id == bindparam("entry_id"))
    .options(joinedload(EntryVersion.author))
    .order_by(EntryVersion.number.desc())
)
WITH_FILES = VERSIONS.options(selectinload(EntryVersion.attachments))
ONCE_PUBLISHED = WITH_FILES.where(EntryVersion.published_at.is_not(None))
NEWEST, NEWEST_WITH_FILES = VERSIONS.limit(1), WITH_FILES.limit(1)

SHARES_OF_MANY = (
    select(Share.subject_id, Share.audience)
    .where(Share.kind == "entry", Share.subject_id.in_(bindparam("ids", expanding=True)))
    .order_by(Share.id)
)
BRANCH_NAMED = joinedload(Entry.branch).options(
    load_only(Branch.name, Branch.unit_id), joinedload(Branch.unit, innerjoin=False).load_only(Unit.name, Unit.short_name)
)
SHARED_WITH = select(Share.subject_id).where(Share.kind == "entry", Share.audience == bindparam("of"))
PUBLISHED_IN = (
    select(Entry)
    .options(load_only(Entry.kind, Entry.title, Entry.branch_id, Entry.published_at), BRANCH_NAMED)
    .where(Entry.state.in_(LIVING), (Entry.audience == bindparam("of")) | Entry.id.in_(SHARED_WITH))
    .order_by(Entry.moved_at.desc(), Entry.id.desc())
    .limit(bindparam("most"))
)


def get_entry(entry_id: int) -> Entry:
    """The entry with its branch and author; what was not shared with the reader was not found."""
    entry = db.session().scalars(ONE, {"id": entry_id}).one_or_none()
    if entry is None:
        raise NotFound
    return entry


def find_entry(entry_id: int) -> Entry | None:
    return db.session().get(Entry, entry_id)


def latest_version(entry: Entry) -> EntryVersion:
    """The newest version that the reader may see, with its files: a writer's draft, else what is published."""
    return _newest(NEWEST_WITH_FILES, entry)


def newest_version(entry: Entry) -> EntryVersion:
    """The same without its files, for who only asks how far it has come."""
    return _newest(NEWEST, entry)


def _newest(statement: Select[EntryVersion], entry: Entry) -> EntryVersion:
    version = db.session().scalars(statement, {"entry_id": entry.id}).one_or_none()
    if version is None:
        raise NotFound
    return version


def find_version(entry: Entry, number: int) -> EntryVersion | None:
    found = WITH_FILES.where(EntryVersion.number == number)
    return db.session().scalars(found, {"entry_id": entry.id}).one_or_none()


def get_version(entry: Entry, number: int) -> EntryVersion:
    version = find_version(entry, number)
    if version is None:
        raise NotFound
    return version


def versions_of(entry: Entry) -> Sequence[EntryVersion]:
    """Newest first, only those the reader may see."""
    return db.session().scalars(VERSIONS, {"entry_id": entry.id}).all()


def once_published(entry: Entry) -> Sequence[EntryVersion]:
    """What the entry has said until now, with the files: all of it, for who decides who reads it may see but a part."""
    with everything("what an entry has said", quiet=True):
        return db.session().scalars(ONCE_PUBLISHED, {"entry_id": entry.id}).all()


def get_attachment(attachment_id: int) -> Attachment:
    """A file of an entry that the reader sees; asked anew at every download (F-06)."""
    found = select(Attachment).join(Entry, Entry.id == Attachment.entry_id).where(Attachment.id == attachment_id)
    attachment = db.session().scalars(found).one_or_none()
    if attachment is None:
        raise NotFound
    return attachment


def readers(entry: Entry) -> tuple[str, ...]:
    """The audiences of the entry, its own first."""
    return readers_of(entry.audience, shares_of(entry))


def readers_of_many(entries: Iterable[Entry]) -> dict[int, tuple[str, ...]]:
    """The same for a list, in one statement."""
    own = {entry.id: entry.audience for entry in entries}
    shared: dict[int, list[str]] = {number: [] for number in own}
    for number, name in db.session().execute(SHARES_OF_MANY, {"ids": list(own)}):
        shared[number].append(name)
    return {number: tuple(readers_of(audience, shared[number])) for number, audience in own.items()}


def entries_page(
    *,
    kinds: Sequence[str] = (),
    tag: str | None = None,
    unit_id: int | None = None,
    audience: str | None = None,
    cursor: str | None = None,
) -> Page[Entry]:
    """What is published and shared with the reader, newest first."""
    found = select(Entry).where(Entry.state.in_(LIVING)).options(joinedload(Entry.branch))
    if kinds:
        found = found.where(Entry.kind.in_(kinds))
    if tag:
        found = found.where(Entry.id.in_(select(EntryTag.entry_id).where(EntryTag.name == tag)))
    if unit_id:
        found = found.where(Entry.unit_id == unit_id)
    if audience:
        found = found.where(_shown_to(audience))
    return page_of(found, by=(Entry.moved_at, Entry.id), cursor=cursor, size=PAGE)


def published_in(audience: str, *, most: int) -> Sequence[Entry]:
    """What is shared with exactly that audience, the latest first: no more than its title, for a page that tells more."""
    return db.session().scalars(PUBLISHED_IN, {"of": audience, "most": most}).all()


def _shown_to(audience: str) -> ColumnElement[bool]:
    shared = select(Share.subject_id).where(Share.kind == "entry", Share.audience == audience)
    return (Entry.audience == audience) | Entry.id.in_(shared)


def own_writings(user_id: int, *, size: int = 20) -> Sequence[Entry]:
    """What the reader wrote that is on its way: drafts, in review, returned."""
    found = select(Entry).where(Entry.author_id == user_id, Entry.state.in_(("draft", "in_review", "returned")))
    return db.session().scalars(found.options(WITH_BRANCH).order_by(Entry.id.desc()).limit(size)).all()


def siblings_of(entry: Entry, *, size: int = 50) -> Sequence[Entry]:
    """The branch's other published entries, newest first."""
    found = select(Entry).where(Entry.branch_id == entry.branch_id, Entry.state.in_(LIVING), Entry.id != entry.id)
    return db.session().scalars(found.order_by(Entry.id.desc()).limit(size)).all()


def common_tags(*, size: int = 12) -> list[tuple[str, int]]:
    """The tags that stand most often on the latest that the reader sees: of many thousands the old are not counted."""
    latest = select(Entry.id).where(Entry.state.in_(LIVING)).order_by(Entry.moved_at.desc(), Entry.id.desc()).limit(LATEST)
    count = func.count()
    rows = (
        select(EntryTag.name, count)
        .where(EntryTag.entry_id.in_(latest))
        .group_by(EntryTag.name)
        .order_by(count.desc(), EntryTag.name)
        .limit(size)
    )
    return [(name, number) for name, number in db.session().execute(rows)]


def unpublished_of(branch_id: int) -> Sequence[tuple[Entry, EntryVersion]]:
    """What the branch has written and not published: each version with its entry."""
    found = select(Entry, EntryVersion).join(EntryVersion, EntryVersion.entry_id == Entry.id)
    rows = db.session().execute(found.where(Entry.branch_id == branch_id, EntryVersion.is_published.is_(False)))
    return [(entry, version) for entry, version in rows]


def get_branch(branch_id: int) -> Branch:
    branch = db.session().get(Branch, branch_id)
    if branch is None:
        raise NotFound
    return branch
