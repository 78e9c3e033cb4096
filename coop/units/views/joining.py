"""Joining a branch: asking, being asked, answering; and everything that one belongs to."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.web.access import current_scope, requires, signed_in
from coop.core.web.once import once
from coop.core.web.replies import is_htmx, redirect_to
from coop.units.actions.people import answer_application, answer_invitation, apply_to_join
from coop.units.forms.branches import JoinForm
from coop.units.forms.fields import ReasonForm
from coop.units.models import Branch, Membership
from coop.units.policy import Permission
from coop.units.queries.branches import get_branch
from coop.units.queries.people import applications_for, get_membership, get_own_membership, memberships_of
from coop.units.views.blueprint import directory


@directory.route("/branches/<int:id>/applications/new", methods=["GET", "POST"])
@requires(Permission.MEMBERSHIP_APPLY, of=get_branch)
@once
def apply_to(branch: Branch) -> Response | tuple[str, int]:
    form = JoinForm()
    if form.carry_out(lambda: apply_to_join(branch, form.message.data or "", by=current_scope())):
        flash(_("申请已送到支部，等待答复。"), "good")
        return redirect_to(url_for("branches.show", id=branch.id))
    return render_template("units/join.html", branch=branch, form=form), 422 if form.is_submitted() else 200


@directory.route("/memberships/<int:id>/answer", methods=["GET", "POST"])
@requires(Permission.MEMBERSHIP_STAFF, of=get_membership)
@once
def answer(membership: Membership) -> Response | tuple[str, int]:
    """The branch answers who asked to join."""
    form, branch_id, accepts = ReasonForm(), membership.branch_id, request.form.get("accepts") == "1"
    if form.carry_out(lambda: answer_application(membership, accepts=accepts, reason=form.reason.data or "", by=current_scope())):
        flash(_("已通过，对方现在是成员了。") if accepts else _("已退回申请，并告知对方理由。"), "good")
        return redirect_to(url_for("branches.show", id=branch_id))
    page = render_template("units/answer.html", membership=get_own_membership(membership.id), form=form)
    return page, 422 if form.is_submitted() else 200


@directory.post("/memberships/<int:id>/acceptance")
@requires(Permission.MEMBERSHIP_ANSWER, of=get_own_membership)
@once
def accept(membership: Membership) -> Response:
    """The person answers who asked them to join."""
    accepts = request.form.get("accepts") == "1"
    answer_invitation(membership, accepts=accepts, reason=request.form.get("reason", "")[:500], by=current_scope())
    flash(_("您已加入。") if accepts else _("您已谢绝这份邀请。"), "good")
    return redirect_to(url_for("branches.show_mine"))


@directory.get("/memberships")
@signed_in
def show_mine() -> str:
    """Everything that one belongs to, in every unit; a part of the page 我的 where htmx asks."""
    template = "units/_mine.html" if is_htmx() else "units/mine.html"
    return render_template(template, memberships=memberships_of(current_scope().user_id))


@directory.get("/memberships/waiting")
@signed_in
def show_waiting() -> str:
    """What waits for this reader's answer: invitations to them, requests to their branches."""
    scope = current_scope()
    invited = [row for row in memberships_of(scope.user_id) if row.state == "invited"]
    template = "units/_waiting.html" if is_htmx() else "units/waiting.html"
    return render_template(template, invited=invited, applied=applications_for(scope))
