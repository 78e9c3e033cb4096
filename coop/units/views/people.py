"""The people of a unit and of a branch, and the deeds that concern one of them."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.web.access import current_scope, may, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units.actions.people import change_office, end_membership, invite_person, leave_branch
from coop.units.forms.branches import ChangeForm, InviteForm
from coop.units.forms.fields import ReasonForm
from coop.units.models import Branch, Membership, Unit
from coop.units.policy import Permission
from coop.units.queries.branches import branches_of, get_own_branch
from coop.units.queries.people import get_membership, get_own_membership, members_of
from coop.units.queries.roll import people_of
from coop.units.queries.units import get_own_unit
from coop.units.views.blueprint import bp, directory


@bp.get("/units/<int:id>/people")
@requires(Permission.UNIT_SEE, of=get_own_unit)
def show_people(unit: Unit) -> str:
    chosen = {name: request.args.get(name, "").strip()[:60] for name in ("text", "state")}
    branch_id = request.args.get("branch_id", type=int)
    page = people_of(unit.id, **chosen, branch_id=branch_id, cursor=request.args.get("cursor"))
    may_edit = may(Permission.UNIT_ADMINISTER, unit)
    return render_template(
        "units/people.html", unit=unit, page=page, chosen=chosen, branch_id=branch_id, branches=branches_of(unit.id),
        may_edit=may_edit,
    )  # fmt: skip


@directory.get("/branches/<int:id>/people")
@requires(Permission.PEOPLE_SEE, of=get_own_branch)
def show_people_of_branch(branch: Branch) -> str:
    return render_template("units/members.html", branch=branch, members=members_of(branch.id))


@directory.route("/branches/<int:id>/people/new", methods=["GET", "POST"])
@requires(Permission.BRANCH_STAFF, of=get_own_branch)
@once
def invite(branch: Branch) -> Response | tuple[str, int]:
    form = InviteForm()
    if form.carry_out(lambda: invite_person(branch, form.person(), form.office(), by=current_scope())):
        flash(_("已邀请%(name)s。把登录卡交给本人，即可登录。", name=form.name.data), "good")
        return redirect_to(url_for("branches.show_people_of_branch", id=branch.id))
    return render_template("units/invite.html", branch=branch, form=form), 422 if form.is_submitted() else 200


@directory.get("/memberships/<int:id>")
@requires(Permission.MEMBERSHIP_SEE, of=get_own_membership)
def show_membership(membership: Membership) -> str:
    return render_template("units/member.html", membership=membership, contacts=_contacts(membership))


def _contacts(membership: Membership) -> list[str]:
    """What of phone and e-mail this reader sees: one's own, what the person shows to the branch (A8, T-11), and to
    officers what they typed themselves, until the person has opened the account and decides."""
    user = membership.user
    if membership.user_id == current_scope().user_id:
        return ["phone", "email"]
    if not membership.is_active:
        return []
    is_typed_here = user.is_invited and may(Permission.CONTACTS_SEE, membership.branch)
    return [name for name in ("phone", "email") if is_typed_here or user.shows(name, "branch")]


@directory.route("/memberships/<int:id>/office", methods=["GET", "POST"])
@requires(Permission.MEMBERSHIP_STAFF, of=get_membership)
@once
def edit_membership(membership: Membership) -> Response | tuple[str, int]:
    form = ChangeForm(obj=membership)
    if not form.is_submitted():
        form.reason.data = ""
    reason, is_sure = form.reason.data or "", bool(form.is_sure.data)
    if form.carry_out(
        lambda: change_office(membership, form.office(), reason=reason, is_sure=is_sure, by=current_scope())
    ):
        flash(_("已更新，并告知本人。"), "good")
        return redirect_to(url_for("branches.show_membership", id=membership.id))
    return _page("units/office.html", membership.id, form)


@directory.route("/memberships/<int:id>/end", methods=["GET", "POST"])
@requires(Permission.MEMBERSHIP_STAFF, of=get_membership)
@once
def end(membership: Membership) -> Response | tuple[str, int]:
    form, branch_id = ReasonForm(), membership.branch_id
    reason, is_sure = form.reason.data or "", bool(form.is_sure.data)
    if form.carry_out(lambda: end_membership(membership, reason=reason, is_sure=is_sure, by=current_scope())):
        flash(_("已结束这项成员身份，并告知本人。"), "good")
        return redirect_to(url_for("branches.show_people_of_branch", id=branch_id))
    return _page("units/membership_end.html", membership.id, form)


@directory.route("/memberships/<int:id>/leave", methods=["GET", "POST"])
@requires(Permission.MEMBERSHIP_ANSWER, of=get_own_membership)
@once
def leave(membership: Membership) -> Response | tuple[str, int]:
    form = ReasonForm()
    reason, is_sure = form.reason.data or "", bool(form.is_sure.data)
    if form.carry_out(lambda: leave_branch(membership, reason=reason, is_sure=is_sure, by=current_scope())):
        flash(_("您已退出。"), "good")
        return redirect_to(url_for("branches.show_mine"))
    return _page("units/leave.html", membership.id, form)


def _page(template: str, membership_id: int, form: ReasonForm) -> tuple[str, int]:
    """The form again; its subject is read anew, because a refused deed forgets what it had read."""
    page = render_template(template, membership=get_own_membership(membership_id), form=form)
    return page, 422 if form.is_submitted() else 200
