"""Writing an entry down, going on with it, bringing files along."""

from collections.abc import Sequence
from typing import Any

from coop.core import audience
from coop.core.actions import action
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.files.store import shown_name
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import share
from coop.extensions import db
from coop.library import lifecycle
from coop.library.audiences import check_audiences
from coop.library.events import EntryCreated
from coop.library.kinds import KINDS, Brought, Writing
from coop.library.models import Attachment, Entry, EntryVersion, private_audience
from coop.library.policy import Permission
from coop.library.queries.choices import choosable_for
from coop.library.queries.entries import get_branch, latest_version, versions_of
from coop.units.models import Branch

MOST_FILES = 20


@action(Permission.ENTRY_CREATE)
def create_entry(branch: Branch, writing: Writing, *, kind: str, brought: Sequence[Brought] = (), by: Scope) -> Entry:
    """A draft of the branch stands in the library, seen by its officers and its author; refuses foreign audiences."""
    if kind not in KINDS:
        raise Invalid(say("请选择类型。"), field="kind")
    owned = _owned(branch)
    entry = Entry(kind=kind, author_id=by.user_id, title=writing.title, **owned)
    db.session().add(entry)
    db.session().flush()
    version = EntryVersion(entry_id=entry.id, number=1, author_id=by.user_id, **owned)
    _write(version, writing, branch)
    _open_to_writer(entry, version, by)
    _show_as(entry, version)
    _attach(version, brought)
    record(EntryCreated(entry.id), subject=entry)
    return entry


@action(Permission.ENTRY_EDIT)
def edit_entry(entry: Entry, writing: Writing, *, brought: Sequence[Brought] = (), by: Scope) -> EntryVersion:
    """The draft says what was typed now. Where the last version was submitted, a new one begins; the old stays as it was."""
    if not lifecycle.may("edit", entry.state):
        raise Conflict(say("这篇正在审核，审核结束后才能修改。"))
    version = latest_version(entry)
    if not version.is_writable:
        carried = [Brought(kept.stored, kept.name, kept.text) for kept in version.attachments]
        version = _next_version(entry, version, by, carrying=carried)
    _write(version, writing, get_branch(entry.branch_id or 0))
    if not entry.is_published:
        _show_as(entry, version)
    _attach(version, brought)
    return version


@action(Permission.ENTRY_EDIT)
def drop_attachment(entry: Entry, attachment_id: int, *, by: Scope) -> None:
    """The draft no longer carries the file; older versions that carry it keep it."""
    version = latest_version(entry)
    if not version.is_writable:
        raise Conflict(say("已提交的版本不能再改动附件。"))
    for attachment in version.attachments:
        if attachment.id == attachment_id:
            db.session().delete(attachment)


def _owned(branch: Branch) -> dict[str, Any]:
    return {"audience": private_audience(branch.id), "unit_id": branch.unit_id, "branch_id": branch.id}


def _write(version: EntryVersion, writing: Writing, branch: Branch) -> None:
    version.title, version.summary, version.body = writing.title, writing.summary, writing.body
    version.tags, version.fields = writing.tags, writing.fields
    version.wanted = check_audiences(writing.audiences, choosable_for(branch))
    db.session().add(version)
    db.session().flush()


def _show_as(entry: Entry, version: EntryVersion) -> None:
    """Until it is published, lists of its writers name an entry as its draft does."""
    entry.title, entry.summary, entry.tags = version.title, version.summary, version.tags


def _open_to_writer(entry: Entry, version: EntryVersion, by: Scope) -> None:
    if by.user_id:
        share(version, audience.user(by.user_id))
        if not entry.is_published:
            share(entry, audience.user(by.user_id))


def _next_version(entry: Entry, last: EntryVersion, by: Scope, *, carrying: Sequence[Brought]) -> EntryVersion:
    if not lifecycle.follows([version.state for version in versions_of(entry)]):
        raise Conflict(say("这篇正在审核，审核结束后才能修改。"))
    owned = {"audience": private_audience(entry.branch_id or 0), "unit_id": entry.unit_id, "branch_id": entry.branch_id}
    version = EntryVersion(entry_id=entry.id, number=last.number + 1, author_id=by.user_id, title=last.title, **owned)
    db.session().add(version)
    db.session().flush()
    _open_to_writer(entry, version, by)
    _attach(version, carrying)
    return version


def _attach(version: EntryVersion, brought: Sequence[Brought]) -> None:
    """A file that the version carries already, byte for byte and by its name, is not carried twice."""
    session = db.session()
    session.flush()
    session.refresh(version, ["attachments"])
    carried = {(kept.sha256, kept.name) for kept in version.attachments}
    fresh = [file for file in brought if (file.stored.sha256, shown_name(file.name)) not in carried]
    if len(carried) + len(fresh) > MOST_FILES:
        raise Invalid(say("一篇最多带 %(most)s 个附件。", most=MOST_FILES), field="files")
    owned = {"audience": version.audience, "unit_id": version.unit_id, "branch_id": version.branch_id}
    for file in fresh:
        stored = file.stored
        session.add(
            Attachment(
                entry_id=version.entry_id, version_id=version.id, key=stored.key, sha256=stored.sha256,
                size=stored.size, name=shown_name(file.name), text=file.text, **owned,
            )
        )  # fmt: skip
    session.flush()
