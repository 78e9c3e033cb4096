"""Answering and leaving: each deed is a noun under the party that does it."""

from collections.abc import Callable
from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.partnerships import actions, queries, standing
from coop.partnerships.forms import ReasonForm
from coop.partnerships.models import Party
from coop.partnerships.policy import Permission
from coop.partnerships.views.blueprint import partnerships, say_done, space_url


@partnerships.post("/parties/<int:id>/agreement")
@once
@requires(Permission.PARTY_AGREE, of=queries.get_party)
def agree(party: Party) -> Any:
    onward = space_url(party.partnership_id)
    actions.agree_to_join(party, by=current_scope())
    say_done(_("已同意，等本支部书记批准。"))
    return redirect_to(onward)


@partnerships.post("/parties/<int:id>/approval")
@once
@requires(Permission.PARTY_APPROVE, of=queries.get_party)
def approve(party: Party) -> Any:
    onward = space_url(party.partnership_id)
    actions.approve_party(party, by=current_scope())
    say_done(_("已批准。"))
    return redirect_to(onward)


@partnerships.route("/parties/<int:id>/refusal", methods=["GET", "POST"])
@once
@requires(Permission.PARTY_DECLINE, of=queries.get_party)
def decline(party: Party) -> Any:
    """Nobody is asked for a reason in vain: what cannot be declined, as a colleague has answered already, says so at once."""
    standing.demand_unanswered(party)
    standing.demand_invited(standing.whole_of(party), party)
    return _with_reason(
        party, "decline", lambda reason: actions.decline_invitation(party, reason, by=current_scope()),
        done=_("已谢绝，各方都会看到理由。"), onward=url_for("partnerships.show_declined", id=party.id),
    )  # fmt: skip


@partnerships.route("/parties/<int:id>/withdrawal", methods=["GET", "POST"])
@once
@requires(Permission.PARTNERSHIP_WITHDRAW, of=queries.get_party)
def withdraw(party: Party) -> Any:
    return _with_reason(
        party, "withdraw", lambda reason: actions.withdraw_proposal(party, reason, by=current_scope()),
        done=_("提议已撤回。"), onward=space_url(party.partnership_id),
    )  # fmt: skip


@partnerships.route("/parties/<int:id>/departure", methods=["GET", "POST"])
@once
@requires(Permission.PARTY_LEAVE, of=queries.get_party)
def leave(party: Party) -> Any:
    return _with_reason(
        party, "leave", lambda reason: actions.leave_partnership(party, reason, by=current_scope()),
        done=_("本支部已退出。"), onward=url_for("partnerships.index"),
    )  # fmt: skip


def _with_reason(party: Party, deed: str, carry_out: Callable[[str], Any], *, done: str, onward: str) -> Any:
    """Ask for the reason, naming whom it will reach; carry out; go on."""
    form = ReasonForm()
    if form.carry_out(lambda: carry_out(form.reason.data)):
        say_done(done)
        return redirect_to(onward)
    return show_reason_form(form, party, deed)


def show_reason_form(form: Any, party: Party, deed: str, **more: Any) -> Response:
    """The one page on which a reason is given, whatever for; 422 with everything typed where it cannot stand."""
    partnership = queries.get_partnership(party.partnership_id)
    here = [each.branch_id for each in partnership.parties if each.state in ("invited", "agreed", "joined")]
    told = queries.officers_told(here if partnership.is_sent else [partnership.branch_id])
    body = render_template(
        "partnerships/reason.html", form=form, party=party, partnership=partnership, deed=deed, told=told, **more
    )
    return Response(body, 422 if form.errors or form.form_errors else 200)
