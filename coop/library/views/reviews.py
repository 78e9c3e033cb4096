"""The way of a version through its review: whom to ask, what they say, what they decide."""

from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from coop.core.errors import Invalid
from coop.core.text.markdown import render
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.library.actions.reviewing import approve_version, remark_on_review, return_version, submit_entry
from coop.library.forms import ReasonForm, RemarkForm, ReviewerForm, choices
from coop.library.kinds import CASE_FIELDS
from coop.library.models import Entry, Review
from coop.library.policy import Permission
from coop.library.queries.choices import reviewers_for
from coop.library.queries.entries import find_entry, get_entry, latest_version
from coop.library.queries.reviews import get_review, remarks_on, version_under
from coop.library.views.blueprint import library
from coop.library.views.choosing import reviewer_choices


@library.route("/library/<int:id>/reviews/new", methods=["GET", "POST"])
@once
@requires(Permission.ENTRY_EDIT, of=get_entry)
def submit(entry: Entry) -> Any:
    """Choose who reviews; from then on the draft is closed."""
    form, version, scope = ReviewerForm(), latest_version(entry), current_scope()
    reviewers = reviewers_for(entry.branch, besides={version.author_id, scope.user_id or 0})
    form.reviewer_id.choices = choices(reviewer_choices(reviewers))
    if form.carry_out(lambda: submit_entry(entry, reviewer_id=form.reviewer_id.data, by=scope)):
        flash(_("已提交审核，有结果时会通知您。"), "good")
        return redirect_to(url_for(".show", id=entry.id))
    page = render_template("library/submit.html", entry=entry, version=version, form=form, reviewers=reviewers)
    return page, 422 if form.errors else 200


@library.get("/reviews/<int:id>")
@requires(Permission.REVIEW_SEE, of=get_review)
def review(review: Review) -> Any:
    return _page(review)


@library.post("/reviews/<int:id>/approval")
@once
@requires(Permission.REVIEW_DECIDE, of=get_review)
def approve(review: Review) -> Any:
    """Publishes; what stopped it meanwhile, a policy or an audience, is said on the page."""
    try:
        entry_id = approve_version(review, by=current_scope()).id
    except Invalid as refusal:
        form = ReasonForm()
        form.refuse(refusal)
        return _page(get_review(review.id), reason=form)
    flash(_("已通过并发布。"), "good")
    return redirect_to(url_for(".show", id=entry_id) if find_entry(entry_id) else url_for(".review", id=review.id))


@library.post("/reviews/<int:id>/return")
@once
@requires(Permission.REVIEW_DECIDE, of=get_review)
def send_back(review: Review) -> Any:
    form = ReasonForm()
    if form.carry_out(lambda: return_version(review, form.reason.data or "", by=current_scope())):
        flash(_("已退回，作者会看到您的理由。"), "good")
        return redirect_to(url_for(".review", id=review.id))
    return _page(get_review(review.id), reason=form)


@library.post("/reviews/<int:id>/remarks")
@once
@requires(Permission.REVIEW_REMARK, of=get_review)
def remark(review: Review) -> Any:
    form = RemarkForm()
    if form.carry_out(lambda: remark_on_review(review, form.text.data or "", by=current_scope())):
        return redirect_to(url_for(".review", id=review.id) + "#remarks")
    return _page(get_review(review.id), remark=form)


def _page(review: Review, *, reason: ReasonForm | None = None, remark: RemarkForm | None = None) -> tuple[str, int]:
    version = version_under(review)
    page = render_template(
        "library/review.html", review=review, entry=review.entry, version=version, html=render(version.body),
        sections=[(label, version.fields[key]) for key, label in CASE_FIELDS.items() if version.fields.get(key)],
        remarks=remarks_on(review), reason=reason or ReasonForm(formdata=None), remark=remark or RemarkForm(formdata=None),
    )  # fmt: skip
    return page, 422 if reason or remark else 200
