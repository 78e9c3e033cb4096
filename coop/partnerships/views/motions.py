"""Moving to pause, resume, conclude, end or admit another; consenting and refusing."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core.errors import Invalid, NotFound
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.partnerships import actions, queries
from coop.partnerships.forms import AdmitForm, ReasonForm, SummaryForm
from coop.partnerships.lifecycle import MOVES
from coop.partnerships.models import Party
from coop.partnerships.policy import Permission
from coop.partnerships.views.answers import show_reason_form
from coop.partnerships.views.blueprint import partnerships, say_done, space_url

FORMS = {"conclude": SummaryForm, "admit": AdmitForm}


@partnerships.route("/parties/<int:id>/motions/<kind>", methods=["GET", "POST"])
@once
@requires(Permission.MOTION_MAKE, of=queries.get_party)
def move(party: Party, kind: str) -> Any:
    if kind not in MOVES:
        raise NotFound
    form: Any = FORMS.get(kind, ReasonForm)()
    if form.submitted() and request.form.get("step") != "find":
        try:
            invitee_id = form.invitee.data if kind == "admit" else None
            actions.make_motion(party, kind, form.reason.data, invitee_id=invitee_id, by=current_scope())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            say_done(_("已提出，等其他共建方的书记同意。"))
            return redirect_to(space_url(party.partnership_id))
    return show_reason_form(form, party, kind, found=_newcomers(party, form) if kind == "admit" else ())


@partnerships.post("/parties/<int:id>/motions/<int:motion_id>/consent")
@requires(Permission.MOTION_CONSENT, of=queries.get_party)
def consent(party: Party, motion_id: int) -> Response:
    motion = actions.consent_to_motion(party, motion_id, by=current_scope())
    say_done(_("已同意，即时生效。") if motion.state == "carried" else _("已同意，还在等其他共建方。"))
    return redirect_to(space_url(party.partnership_id))


@partnerships.route("/parties/<int:id>/motions/<int:motion_id>/refusal", methods=["GET", "POST"])
@once
@requires(Permission.MOTION_CONSENT, of=queries.get_party)
def refuse(party: Party, motion_id: int) -> Any:
    form = ReasonForm()
    if form.carry_out(lambda: actions.refuse_motion(party, motion_id, form.reason.data, by=current_scope())):
        say_done(_("已答复不同意，各方都会看到理由。"))
        return redirect_to(space_url(party.partnership_id))
    if queries.find_motion(party.partnership_id, motion_id) is None:
        raise NotFound
    return show_reason_form(form, party, "refuse")


@partnerships.post("/parties/<int:id>/motions/<int:motion_id>/withdrawal")
@requires(Permission.MOTION_WITHDRAW, of=queries.get_party)
def retract(party: Party, motion_id: int) -> Response:
    actions.withdraw_motion(party, motion_id, by=current_scope())
    say_done(_("已撤回。"))
    return redirect_to(space_url(party.partnership_id))


def _newcomers(party: Party, form: Any) -> Any:
    """Branches that are not in it yet and match what was typed; those of the own unit before anything is typed."""
    partnership = queries.get_partnership(party.partnership_id)
    inside = [each.branch_id for each in partnership.parties if each.state in ("invited", "agreed", "joined")]
    found = list(queries.candidates((form.q.data or "").strip()[:40], beside=party.branch, leaving_out=inside))
    chosen = [] if form.invitee.data in [each.id for each in found] else queries.branches_named([form.invitee.data or 0])
    return [*chosen, *found]
