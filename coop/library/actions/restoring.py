"""An older version comes back as the newest; what stood between stays where it is."""

from coop.core.actions import action
from coop.core.errors import Conflict
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.library import lifecycle
from coop.library.actions.writing import _next_version, _show_as
from coop.library.events import VersionRestored
from coop.library.kinds import Brought
from coop.library.models import Entry, EntryVersion
from coop.library.policy import Permission
from coop.library.queries.entries import get_version, latest_version


@action(Permission.ENTRY_EDIT)
def restore_version(entry: Entry, number: int, *, by: Scope) -> EntryVersion:
    """A new draft says and carries what version ``number`` said and carried; it goes the way of every new version.

    Who shall read it stays as it was last wanted. Refuses where a draft waits, which it would write over, where a review
    runs, and for the newest version itself.
    """
    if not lifecycle.may("edit", entry.state):
        raise Conflict(say("这篇正在审核，审核结束后才能修改。"))
    old, last = get_version(entry, number), latest_version(entry)
    if last.is_writable:
        raise Conflict(say("还有一份没有提交的草稿。请先提交它，再恢复旧版。"))
    if old.number == last.number:
        raise Conflict(say("这就是最新的一版，不用恢复。"))
    version = _next_version(entry, last, by, carrying=[Brought(kept.stored, kept.name, kept.text) for kept in old.attachments])
    version.title, version.summary, version.body = old.title, old.summary, old.body
    version.tags, version.fields, version.wanted = old.tags, old.fields, last.wanted
    if not entry.is_published:
        _show_as(entry, version)
    record(VersionRestored(entry.id, version.id, number), subject=entry, audience=version.audience)
    return version
