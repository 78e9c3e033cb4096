"""One entry as it is read, and how it came to be: its versions and what each changed."""

from flask import render_template

from coop.core.text.markdown import render
from coop.core.web.access import may, requires
from coop.library.changes import changes
from coop.library.kinds import CASE_FIELDS, told
from coop.library.models import Entry, EntryVersion
from coop.library.policy import Permission
from coop.library.queries import entries as queries
from coop.library.queries.reading import read_entry, readers_told, shown_version
from coop.library.queries.reviews import reviews_of, waiting_review
from coop.library.views.blueprint import library


@library.get("/library/<int:id>")
@requires(Permission.ENTRY_SEE, of=read_entry)
def show(entry: Entry) -> str:
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
        sections=_sections(shown),
    )  # fmt: skip


def _before(entry: Entry, number: int) -> EntryVersion | None:
    """The last one before it that the reader may see."""
    return next((one for one in queries.versions_of(entry) if one.number < number), None)


def _whole(version: EntryVersion) -> str:
    return "\n".join((version.title, version.summary, told(version.fields), version.body))


def _sections(version: EntryVersion) -> list[tuple[str, str]]:
    """The answered questions of a case, in their order."""
    return [(label, version.fields[key]) for key, label in CASE_FIELDS.items() if version.fields.get(key)]
