"""Asking for the way back: the answer is the same for every name there is and is not."""

from flask import Response, render_template, request

from coop.accounts import doorway
from coop.accounts.forms import ForgottenForm
from coop.accounts.views.blueprint import accounts
from coop.core.errors import Invalid, TooMany
from coop.core.web.access import current_scope, public


@accounts.route("/reset", methods=["GET", "POST"])
@public
def ask_reset() -> Response:
    """One sentence for all; where the account has an address, a mail with a link for half an hour goes there."""
    form = ForgottenForm()
    if not form.submitted():
        return _page(form, status=422 if request.method == "POST" else 200)
    try:
        doorway.ask_reset(form.name.data, request.remote_addr, by=current_scope())
    except TooMany as refusal:
        form.refuse(Invalid(refusal.sentence, field="name"))
        return _page(form, status=refusal.status)
    return Response(render_template("accounts/reset_asked.html"))


def _page(form: ForgottenForm, *, status: int) -> Response:
    return Response(render_template("accounts/reset.html", form=form), status)
