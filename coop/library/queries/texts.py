"""The texts from which passages are shown, one statement for all the entries of a page."""

from collections.abc import Sequence

from sqlalchemy import select

from coop.extensions import db
from coop.library.kinds import told
from coop.library.models import Entry, EntryVersion
from coop.library.passages import plain


def texts_of(entries: Sequence[Entry]) -> dict[int, str]:
    """What each entry's published version says, without its Markdown signs."""
    ids = [entry.version_id for entry in entries if entry.version_id]
    if not ids:
        return {}
    found = select(EntryVersion.entry_id, EntryVersion.summary, EntryVersion.fields, EntryVersion.body)
    rows = db.session().execute(found.where(EntryVersion.id.in_(ids)))
    return {number: plain("\n".join((summary, told(fields), body))) for number, summary, fields, body in rows}
