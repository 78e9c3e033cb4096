"""What the library shows to somebody who is not signed in: what is public, as long as its unit lets it be."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from coop.core import audience
from coop.core.scope import everything
from coop.core.tenancy import shares_of
from coop.extensions import db
from coop.library.lifecycle import LIVING
from coop.library.models import Attachment, Entry, EntryVersion
from coop.units.models import Branch, Unit

FILES = joinedload(Entry.published).joinedload(EntryVersion.attachments).load_only(Attachment.name, Attachment.size)


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry for everybody. It names the unit that stands for it, the branch only where that is public itself, nobody."""

    entry: Entry
    version: EntryVersion
    files: Sequence[Attachment]
    unit: str
    branch: str | None
    branch_id: int
    successor: Entry | None


def find_opened(entry_id: int) -> Opened | None:
    """The entry if it is shared with the public now and its unit allows that now; asked in nobody's name."""
    entry = db.session().scalars(select(Entry).where(Entry.id == entry_id).options(FILES)).unique().one_or_none()
    if entry is None or entry.published is None or entry.state not in LIVING or not _is_public(entry):
        return None
    with everything("whether a unit shares publicly", quiet=True):
        named = select(Unit, Branch).join(Branch, Branch.unit_id == Unit.id).where(Branch.id == entry.branch_id)
        unit, branch = db.session().execute(named).one()
        if not unit.allows("may_share_publicly"):
            return None
        shown = branch.label if branch.audience == audience.PUBLIC and branch.is_active else None
        told = unit.label, shown, branch.id
    successor = _find_successor(entry)
    return Opened(entry, entry.published, entry.published.attachments, *told, successor)


def find_opened_file(attachment_id: int) -> Attachment | None:
    """A file of what such an entry says now; those of earlier versions stay with the people of the house."""
    found = select(Attachment).where(Attachment.id == attachment_id)
    attachment = db.session().scalars(found).one_or_none()
    opened = find_opened(attachment.entry_id) if attachment else None
    return attachment if attachment and opened and attachment.version_id == opened.version.id else None


def _is_public(entry: Entry) -> bool:
    return audience.PUBLIC in (entry.audience, *shares_of(entry))


def _find_successor(entry: Entry) -> Entry | None:
    """The newer one to which it leads on, if that is public too; both are of one branch and hence of one unit."""
    if entry.successor_id is None:
        return None
    found = select(Entry).where(Entry.id == entry.successor_id, Entry.state.in_(LIVING)).options(load_only(Entry.title))
    newer = db.session().scalars(found).one_or_none()
    return newer if newer and _is_public(newer) else None
