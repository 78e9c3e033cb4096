"""Signing in and out."""

from typing import Any

from flask import Response, g, render_template, request
from flask_login import logout_user
from werkzeug.wrappers import Response as AnyResponse

from coop.accounts import actions, devices, sessions
from coop.accounts.doorway import Knock
from coop.accounts.doorway import sign_in as admit_at_door
from coop.accounts.forms import SignInForm
from coop.accounts.views.blueprint import accounts
from coop.accounts.views.preferences import carry_language
from coop.core.errors import Refused, TooMany
from coop.core.web.access import current_scope, public, signed_in
from coop.core.web.replies import redirect_to
from coop.core.web.targets import same_site


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """Who is signed in already goes on; a refused try comes back with the name kept and the password gone."""
    after = same_site(request.values.get("next"))
    if current_scope().user_id and request.method == "GET":
        return redirect_to(after)
    form = SignInForm(data={"next": after})
    if not form.submitted():
        return _page(form, status=422 if request.method == "POST" else 200)
    device = devices.of_request()
    try:
        user = admit_at_door(
            Knock(form.name.data, form.password.data, request.remote_addr, device.browser),
            by=current_scope(),
        )
    except Refused as refusal:
        return _refused(form, refusal)
    sessions.begin(user)
    return carry_language(user, device.kept_by(redirect_to(after)))


@accounts.post("/sign-out")
@signed_in
def sign_out() -> AnyResponse:
    """The row is gone, the cookie has a new number, and the browser is asked to forget what it kept of us (S-07)."""
    actions.sign_out(g.sign_in.user, session_id=g.sign_in.session.id, by=current_scope())
    logout_user()
    sessions.leave()
    response = redirect_to("/sign-in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _refused(form: SignInForm, refusal: Refused) -> Response:
    form.form_errors.append(refusal.sentence)
    response = _page(form, status=refusal.status)
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _page(form: SignInForm, *, status: int) -> Response:
    return Response(render_template("accounts/sign_in.html", form=form), status)
