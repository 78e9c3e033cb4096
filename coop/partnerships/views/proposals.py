"""Asking: the form, the look at whom it will reach, and what the proposing side can do while it waits."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from coop.core.clock import today
from coop.core.errors import Forbidden, Invalid
from coop.core.scope import Scope
from coop.core.web.access import current_scope, requires, signed_in
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.partnerships import actions, lifecycle, queries
from coop.partnerships.forms import ProposalForm
from coop.partnerships.models import Party
from coop.partnerships.policy import Permission
from coop.partnerships.views.blueprint import partnerships, say_done, space_url
from coop.units.models import Branch


@partnerships.route("/partnerships/new", methods=["GET", "POST"])
@once
@signed_in
def new() -> Any:
    """Write, look whom it will reach, send. A refusal at any step comes back to the form with everything kept."""
    scope = current_scope()
    own = queries.proposing_branches(scope)
    if not own:
        raise Forbidden(_("请支部的书记、副书记或内勤来发起共建。"))
    form = _form(own)
    if request.method == "GET" or request.form.get("step") == "edit":
        return _page(form, own)
    if request.form.get("step") == "find":
        return _page(form, own, text=request.form.get("q", ""))
    if not form.submitted():
        return _page(form, own, status=422)
    branch = next(each for each in own if each.id == form.branch.data)
    if request.form.get("step") == "send":
        return _send(form, own, branch)
    return _review(form, own, branch)


def _send(form: ProposalForm, own: list[Branch], branch: Branch) -> Any:
    is_clerk = _is_clerk(branch)
    try:
        number = actions.propose_partnership(branch, form.proposal(), by=current_scope())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, own, status=422)
    say_done(_("已提交，等本支部书记批准后发出。") if is_clerk else _("提议已发出，对方答复后会通知您。"))
    return redirect_to(space_url(number))


@partnerships.get("/partnerships/candidates")
@signed_in
def candidates() -> str:
    """The branches to tick, for whoever types a name: those ticked already stay on top."""
    own = queries.proposing_branches(current_scope())
    ticked = [int(value) for value in request.args.getlist("invitees") if value.isdecimal()]
    branch = _chosen(own, request.args.get("branch", type=int))
    return render_template("partnerships/_invitees.html", **_choices(own, branch, ticked, request.args.get("q", "")))


@partnerships.post("/parties/<int:id>/reminders/<int:invited_id>")
@requires(Permission.PARTY_REMIND, of=queries.get_party)
def remind(party: Party, invited_id: int) -> Any:
    actions.remind_invited(party, invited_id, by=current_scope())
    say_done(_("已提醒对方。"))
    return redirect_to(space_url(party.partnership_id))


@partnerships.post("/parties/<int:id>/start")
@requires(Permission.ROUND_CLOSE, of=queries.get_party)
def start(party: Party) -> Any:
    actions.close_round(party, by=current_scope())
    say_done(_("共建已启动。"))
    return redirect_to(space_url(party.partnership_id))


def _form(own: list[Branch]) -> ProposalForm:
    start, end, answer = lifecycle.usual_dates(today())
    invited = [int(value) for value in request.args.getlist("with") if value.isdecimal()]
    form = ProposalForm(
        data={"branch": own[0].id, "starts_on": start, "ends_on": end, "answer_until": answer, "invitees": invited}
    )
    form.branch.choices = [SelectChoice(branch.id, branch.label) for branch in own]
    return form


def _page(form: ProposalForm, own: list[Branch], *, status: int = 200, text: str = "") -> Response:
    branch = _chosen(own, form.branch.data)
    choices = _choices(own, branch, form.invitees.data or [], text)
    body = render_template("partnerships/new.html", form=form, branch=branch, is_clerk=_is_clerk(branch), **choices)
    return Response(body, status)


def _review(form: ProposalForm, own: list[Branch], branch: Branch) -> Response:
    """Whom it will reach, by name (N4), before anything is sent."""
    proposal = form.proposal()
    invited = queries.branches_named(proposal.invitee_ids)
    told = queries.officers_told([branch.id] if _is_clerk(branch) else [each.id for each in invited])
    body = render_template("partnerships/review.html", form=form, proposal=proposal, branch=branch, invited=invited,
                           told=told, is_clerk=_is_clerk(branch))  # fmt: skip
    return Response(body)


def _chosen(own: list[Branch], branch_id: int | None) -> Branch | None:
    return next((branch for branch in own if branch.id == branch_id), own[0] if own else None)


def _choices(own: list[Branch], branch: Branch | None, ticked: list[int], text: str) -> dict[str, Any]:
    text = text.strip()[:40]
    left_out = {*ticked, branch.id} if branch else set(ticked)
    found = queries.candidates(text, beside=branch, leaving_out=left_out)
    find_url = url_for("partnerships.candidates")
    return {"ticked": queries.branches_named(ticked), "found": found, "text": text, "find_url": find_url}


def _is_clerk(branch: Branch | None) -> bool:
    """Whether the reader's key for the branch is the first one alone."""
    scope: Scope = current_scope()
    approves = branch and scope.has_role(branch.id, "secretary", "deputy", "committee")
    return not (approves or (branch and scope.has_unit_role(branch.unit_id, "committee")))
