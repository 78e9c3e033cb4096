"""An entry as its page shows it: what it says now, its files and its readers come with it in one statement."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, with_expression

from coop.accounts.models import User
from coop.core.errors import NotFound
from coop.core.tenancy import Share
from coop.extensions import db
from coop.library.audiences import readers_of
from coop.library.models import Attachment, Entry, EntryVersion
from coop.library.queries.entries import BRANCH_NAMED, latest_version

# Without the files' own texts, which the search reads and no page shows: they may be longer than all the rest.
FILES = contains_eager(EntryVersion.attachments).load_only(Attachment.name, Attachment.size)
# In whatever order: SQLite sorts inside of an aggregate only since 3.44.
SHARED = (
    select(func.aggregate_strings(Share.audience, " "))
    .where(Share.kind == Entry.__tablename__, Share.subject_id == Entry.id)
    .scalar_subquery()
)
READ = (
    select(Entry)
    .outerjoin(Entry.published)
    .outerjoin(EntryVersion.attachments)
    .where(Entry.id == bindparam("id"))
    .options(
        contains_eager(Entry.published).options(FILES),
        joinedload(Entry.author).load_only(User.name),
        BRANCH_NAMED,
        with_expression(Entry.shared_with, SHARED),
    )
    .order_by(Attachment.id)
)


def read_entry(entry_id: int) -> Entry:
    """The entry with the published version that its reader may see; what was not shared with them was not found."""
    entry = db.session().scalars(READ, {"id": entry_id}).unique().one_or_none()
    if entry is None:
        raise NotFound
    return entry


def shown_version(entry: Entry) -> EntryVersion:
    """What its page shows: the published text, and before there is one the draft, to those who may see it."""
    published = entry.published if entry.is_published else None
    return published or latest_version(entry)


def readers_told(entry: Entry) -> tuple[str, ...]:
    """The audiences of an entry that was read with them, its own first."""
    return readers_of(entry.audience, sorted((entry.shared_with or "").split()))
