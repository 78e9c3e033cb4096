"""Deeds on a published entry: who sees it, its honour, its successor, its withdrawal."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.library.actions.sharing import (
    change_audiences,
    feature_entry,
    supersede_entry,
    unfeature_entry,
    withdraw_entry,
)
from coop.library.forms import AudiencesForm, ReasonForm, SuccessorForm, choices
from coop.library.models import Entry
from coop.library.policy import Permission
from coop.library.queries.entries import get_entry, readers, siblings_of
from coop.library.views.blueprint import library
from coop.library.views.choosing import audience_choices


@library.route("/library/<int:id>/audiences", methods=["GET", "POST"])
@once
@requires(Permission.ENTRY_SHARE, of=get_entry)
def audiences(entry: Entry) -> Any:
    """Whom it was shared with and no longer is finds it no more, at once."""
    form = AudiencesForm()
    form.audiences.choices = choices(audience_choices(entry.branch))
    if request.method == "GET":
        form.audiences.data = list(readers(entry))
    if form.carry_out(lambda: change_audiences(entry, list(form.audiences.data or []), by=current_scope())):
        return _done(entry, _("可见范围已更改。"))
    return _page("library/audiences.html", entry, form)


@library.route("/library/<int:id>/withdrawal", methods=["GET", "POST"])
@once
@requires(Permission.ENTRY_WITHDRAW, of=get_entry)
def withdraw(entry: Entry) -> Any:
    form = ReasonForm()
    if form.carry_out(lambda: withdraw_entry(entry, form.reason.data or "", by=current_scope())):
        return _done(entry, _("已撤下，只有作者和本支部的负责人还能看到。"))
    return _page("library/withdraw.html", entry, form)


@library.route("/library/<int:id>/successor", methods=["GET", "POST"])
@once
@requires(Permission.ENTRY_SHARE, of=get_entry)
def supersede(entry: Entry) -> Any:
    """Readers of the old one are led on to the newer one."""
    form = SuccessorForm()
    form.successor_id.choices = choices((one.id, one.title) for one in siblings_of(entry))
    if form.carry_out(lambda: supersede_entry(entry, successor_id=form.successor_id.data or 0, by=current_scope())):
        return _done(entry, _("已指向新的一篇。"))
    return _page("library/successor.html", entry, form)


@library.post("/library/<int:id>/honour")
@requires(Permission.ENTRY_FEATURE, of=get_entry)
def feature(entry: Entry) -> Response:
    feature_entry(entry, by=current_scope())
    return _done(entry, _("已设为精选。"))


@library.post("/library/<int:id>/honour/removal")
@requires(Permission.ENTRY_FEATURE, of=get_entry)
def unfeature(entry: Entry) -> Response:
    unfeature_entry(entry, by=current_scope())
    return _done(entry, _("已取消精选。"))


def _done(entry: Entry, sentence: str) -> Response:
    flash(sentence, "good")
    return redirect_to(url_for(".show", id=entry.id))


def _page(template: str, entry: Entry, form: Any) -> tuple[str, int]:
    return render_template(template, entry=entry, form=form), 422 if form.errors else 200
