"""Bringing something into the library: one form, filled by hand, by pasting or from a file."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from coop.core.errors import Invalid, Refused
from coop.core.sentences import say
from coop.core.text.markdown import render
from coop.core.web.access import current_scope, requires
from coop.core.web.language import said
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.library.actions.writing import create_entry, drop_attachment, edit_entry
from coop.library.documents.titles import without_title
from coop.library.forms import ACCEPT, ACCEPT_FILES, WritingForm
from coop.library.kinds import CASE_FIELDS
from coop.library.models import Entry, EntryVersion
from coop.library.policy import Permission
from coop.library.queries.choices import writing_branches
from coop.library.queries.entries import get_branch, get_entry, latest_version
from coop.library.views.blueprint import library
from coop.library.views.choosing import audience_choices
from coop.library.views.uploads import read_source, seal, take_files, unseal
from coop.units.models import Branch


@library.route("/library/new", methods=["GET", "POST"])
@once
@requires(Permission.LIBRARY_WRITE)
def new() -> Any:
    """A draft of one's branch; with a file and no text, the file's text first comes into the form."""
    form, branches = WritingForm(), list(writing_branches(current_scope()))
    branch = _chosen(branches, form.branch_id.data or request.args.get("branch", type=int))
    form.offer([(one.id, one.label) for one in branches], audience_choices(branch))
    if request.method == "GET":
        form.audiences.data = request.args.getlist("audience") or [audience_choices(branch)[0][0]]
        return _page(form, branches=branches)
    return _carry_out(form, lambda brought: _create(branch, form, brought), branches=branches)


@library.route("/library/<int:id>/edit", methods=["GET", "POST"])
@once
@requires(Permission.ENTRY_EDIT, of=get_entry)
def edit(entry: Entry) -> Any:
    """The draft, or the beginning of a new version; what others read stays until that is published."""
    form, version = WritingForm(), latest_version(entry)
    form.offer([(entry.branch_id or 0, entry.branch.label)], audience_choices(entry.branch))
    form.kind.data, form.branch_id.data = entry.kind, entry.branch_id
    if request.method == "GET":
        _fill(form, version)
        return _page(form, entry=entry)
    return _carry_out(form, lambda brought: _edit(entry, form, brought), entry=entry)


@library.post("/library/<int:id>/attachments/<int:attachment_id>/removal")
@requires(Permission.ENTRY_EDIT, of=get_entry)
def drop_file(entry: Entry, attachment_id: int) -> Response:
    drop_attachment(entry, attachment_id, by=current_scope())
    return redirect_to(url_for(".edit", id=entry.id))


@library.post("/library/preview")
@requires(Permission.LIBRARY_WRITE)
def preview() -> Markup | str:
    """How the text will look, as a part of the form's page."""
    try:
        return Markup('<div class="prose">{}</div>').format(render(request.form.get("body", "")))
    except Invalid as refusal:
        return Markup('<p class="error">{}</p>').format(said(refusal.sentence))


def _carry_out(form: WritingForm, save: Any, **shown: Any) -> Any:
    """Read a file into the form, or save; whatever is refused comes back at its field with everything typed kept."""
    source = request.files.get("source")
    try:
        kept = unseal(request.form.getlist("kept"))
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, status=422, **shown)
    try:
        if source and source.filename:
            document, original = read_source(source)
            kept.append(original)
            if request.form.get("step") == "read" or not (form.body.data or "").strip():
                form.title.data = form.title.data or document.title
                form.body.data = without_title(document.markdown, form.title.data)
                return _page(form, kept=kept, is_read=True, **shown)
        elif request.form.get("step") == "read":
            raise Invalid(_("请先选择一个文件。"), field="source")
        if form.submitted():
            if request.form.get("step") == "submit" and not (form.body.data or "").strip():
                raise Invalid(say("正文还是空的，请先写几句再提交。"), field="body")
            return save([*kept, *take_files(form.files.data or [])])
    except Refused as refusal:
        form.refuse(refusal)
    return _page(form, status=422, kept=kept, **shown)


def _create(branch: Branch, form: WritingForm, brought: list[Any]) -> Response:
    if form.branch_id.data not in (None, branch.id):
        raise Invalid(say("请选择您所在的支部。"))
    entry = create_entry(branch, form.writing(), kind=form.kind.data, brought=brought, by=current_scope())
    return _onward(entry)


def _edit(entry: Entry, form: WritingForm, brought: list[Any]) -> Response:
    edit_entry(entry, form.writing(), brought=brought, by=current_scope())
    return _onward(entry)


def _onward(entry: Entry) -> Response:
    if request.form.get("step") == "submit":
        return redirect_to(url_for(".submit", id=entry.id))
    flash(_("草稿已保存，只有您和本支部的负责人能看到。"), "good")
    return redirect_to(url_for(".show", id=entry.id))


def _chosen(branches: list[Branch], branch_id: int | None) -> Branch:
    """The branch that was chosen if one writes for it, else one's first."""
    return next((branch for branch in branches if branch.id == branch_id), None) or get_branch(branches[0].id)


def _fill(form: WritingForm, version: EntryVersion) -> None:
    form.title.data, form.body.data, form.summary.data = version.title, version.body, version.summary
    form.tags.data, form.audiences.data = " ".join(version.tags), version.wanted
    for name in CASE_FIELDS:
        form[name].data = version.fields.get(name, "")


def _page(
    form: WritingForm, *, status: int = 200, kept: list[Any] | None = None, entry: Entry | None = None, **shown: Any
) -> Any:
    """The entry is read anew: a deed that was refused has let go of everything that was loaded before it."""
    if entry:
        entry = get_entry(entry.id)
        shown["version"] = latest_version(entry)
    sealed = [(seal(file), file.name) for file in kept or []]
    page = render_template(
        "library/form.html", form=form, kept=sealed, accept=ACCEPT, accept_files=ACCEPT_FILES, entry=entry, **shown
    )
    return page, status
