"""The way in by a link or a code. The link's secret stands in no form's address, no Referer and no log."""

from typing import Any

from flask import Response, render_template, request

from coop.accounts import devices, entrance, sessions
from coop.accounts.entrance import Key
from coop.accounts.forms import CodeForm, NewPasswordForm
from coop.accounts.models import PersonalLink
from coop.accounts.views.blueprint import accounts
from coop.accounts.views.preferences import carry_language
from coop.core.errors import Invalid, NotFound, Refused
from coop.core.web.access import current_scope, public
from coop.core.web.replies import redirect_to


@accounts.get("/join/<token>")
@accounts.get("/reset/<token>")
@public
def open_link(token: str) -> Response:
    """Looking uses nothing up: a chat program's preview may look too. A link that opens nothing says what to do."""
    link = entrance.find_open(Key(token, request.remote_addr))
    if link is None:
        return _hushed(render_template("accounts/spent.html"), status=NotFound.status)
    return _password_page(NewPasswordForm(formdata=None, data={"key": token, "is_code": ""}), link)


@accounts.route("/join", methods=["GET", "POST"])
@public
def enter_code() -> Response:
    """The code from a slip, however it is typed; the right one leads to the page that sets a password."""
    form = CodeForm()
    if not form.submitted():
        return _code_page(form, status=422 if request.method == "POST" else 200)
    try:
        link = entrance.show(_key(form.code.data, is_code=True), by=current_scope())
    except Refused as refusal:
        form.refuse(Invalid(refusal.sentence, field="code"))
        return _code_page(form, status=refusal.status)
    return _password_page(NewPasswordForm(formdata=None, data={"key": form.code.data, "is_code": "1"}), link)


@accounts.post("/join/password")
@public
def set_password() -> Any:
    """The password is set, the key is used up, the person is in and on their first page: nothing else is asked."""
    form = NewPasswordForm()
    key = _key(form.key.data or "", is_code=bool(form.is_code.data))
    device = devices.of_request()
    try:
        if form.submitted():
            user = entrance.enter(key, form.password.data, device.browser, by=current_scope())
            sessions.begin(user)
            return carry_language(user, device.kept_by(redirect_to("/")))
        link = entrance.show(key, by=current_scope())
    except Invalid as refusal:
        return _set_again(form, key, refusal)
    return _password_page(form, link, status=422)


def _set_again(form: NewPasswordForm, key: Key, refusal: Invalid) -> Response:
    link = entrance.find_open(key)
    if link is None:
        return _hushed(render_template("accounts/spent.html"), status=NotFound.status)
    form.refuse(refusal)
    return _password_page(form, link, status=refusal.status)


def _key(secret: str, *, is_code: bool) -> Key:
    return Key(secret, request.remote_addr, is_code=is_code)


def _code_page(form: CodeForm, *, status: int) -> Response:
    return _hushed(render_template("accounts/code.html", form=form), status=status)


def _password_page(form: NewPasswordForm, link: PersonalLink, *, status: int = 200) -> Response:
    return _hushed(render_template("accounts/join.html", form=form, person=link.user, kind=link.kind), status=status)


def _hushed(body: str, *, status: int) -> Response:
    """The browser tells no page, not even ours, at which address it has been (A-14), only at which site.

    ``no-referrer`` would make it send ``Origin: null`` with the form, and a form of unknown origin is refused.
    """
    return Response(body, status, headers={"Referrer-Policy": "strict-origin"})
