"""One entry as it is read, and how it came to be: its versions and what each changed."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.errors import NotSignedIn
from coop.core.text.markdown import render
from coop.core.web.access import current_scope, may, public, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.library import lifecycle
from coop.library.actions.restoring import restore_version
from coop.library.changes import changes
from coop.library.kinds import CASE_FIELDS, told
from coop.library.models import Entry, EntryVersion
from coop.library.policy import Permission
from coop.library.queries import entries as queries
from coop.library.queries.opened import find_opened
from coop.library.queries.reading import read_entry, readers_told, shown_version
from coop.library.queries.reviews import reviews_of, waiting_review
from coop.library.views.blueprint import library


@library.get("/library/<int:id>")
@public
def show(id: int) -> str:
    """One address for everybody: the page of the house for who is signed in, what is public for who is not."""
    return _read(id=id) if current_scope().user_id else _read_publicly(id)


def _read_publicly(entry_id: int) -> str:
    """What is not public answers as what never was: sign in first."""
    opened = find_opened(entry_id)
    if opened is None:
        raise NotSignedIn
    version = opened.version
    return render_template("library/public.html", opened=opened, html=render(version.body), sections=_sections(version))


@requires(Permission.ENTRY_SEE, of=read_entry)
def _read(entry: Entry) -> str:
    """What its audiences read; its writers see beside it what is on its way."""
    version = shown_version(entry)
    may_edit = may(Permission.ENTRY_EDIT, entry)
    latest = queries.newest_version(entry) if may_edit and entry.is_published else version
    return render_template(
        "library/show.html", entry=entry, version=version, latest=latest, readers=readers_told(entry),
        sections=_sections(version), html=render(version.body), may_edit=may_edit,
        review=waiting_review(entry) if may_edit else None,
        successor=queries.find_entry(entry.successor_id) if entry.successor_id else None,
    )  # fmt: skip


@library.get("/library/<int:id>/versions")
@requires(Permission.ENTRY_SEE, of=queries.get_entry)
def versions(entry: Entry) -> str:
    return render_template(
        "library/versions.html", entry=entry, versions=queries.versions_of(entry), reviews=reviews_of(entry)
    )


@library.get("/library/<int:id>/versions/<int:number>")
@requires(Permission.ENTRY_SEE, of=queries.get_entry)
def version(entry: Entry, number: int) -> str:
    """A version as it was, with what it changed; the first one changed nothing."""
    shown = queries.get_version(entry, number)
    before = _before(entry, number)
    lines = changes(_whole(before), _whole(shown)) if before else []
    return render_template(
        "library/version.html", entry=entry, version=shown, before=before, lines=lines, html=render(shown.body),
        sections=_sections(shown), may_restore=_may_restore(entry, shown),
    )  # fmt: skip


@library.post("/library/<int:id>/versions/<int:number>/restoration")
@once
@requires(Permission.ENTRY_EDIT, of=queries.get_entry)
def restore(entry: Entry, number: int) -> Response:
    version = restore_version(entry, number, by=current_scope())
    flash(_("第 %(old)s 版的内容已写成第 %(new)s 版草稿，提交审核后生效。", old=number, new=version.number), "good")
    return redirect_to(url_for(".show", id=entry.id))


def _may_restore(entry: Entry, version: EntryVersion) -> bool:
    """Offered where the deed would not be refused: an older version, and no draft or review in the way."""
    if not may(Permission.ENTRY_EDIT, entry) or not lifecycle.may("edit", entry.state):
        return False
    states = {one.number: one.state for one in queries.versions_of(entry)}
    return lifecycle.follows(list(states.values())) and version.number < max(states)


def _before(entry: Entry, number: int) -> EntryVersion | None:
    """The last one before it that the reader may see."""
    return next((one for one in queries.versions_of(entry) if one.number < number), None)


def _whole(version: EntryVersion) -> str:
    return "\n".join((version.title, version.summary, told(version.fields), version.body))


def _sections(version: EntryVersion) -> list[tuple[str, str]]:
    """The answered questions of a case, in their order."""
    return [(label, version.fields[key]) for key, label in CASE_FIELDS.items() if version.fields.get(key)]
