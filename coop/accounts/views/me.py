"""我的: who I am here, how I sign in, where I am signed in, and what happened to my account."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, g, render_template, request
from flask_babel import gettext as _

from coop.accounts import actions, doorway, names, queries, sessions
from coop.accounts.actions import Names, Profile
from coop.accounts.forms import NamesForm, PasswordForm, ProfileForm
from coop.accounts.models import CONTACTS, User
from coop.accounts.passwords import hashing, strength
from coop.accounts.passwords.context import words_about
from coop.accounts.views.blueprint import accounts
from coop.accounts.views.wording import wording_of
from coop.core.errors import Invalid, TooMany
from coop.core.forms import Form
from coop.core.web.access import current_scope, signed_in
from coop.core.web.replies import redirect_to


@accounts.get("/me")
@signed_in
def show_me() -> Response:
    return _page()


@accounts.post("/me/profile")
@signed_in
def update_profile() -> Any:
    form = ProfileForm()
    return _carry_out("profile", form, lambda: _save_profile(form), _("资料已保存。"))


@accounts.post("/me/names")
@signed_in
def update_names() -> Any:
    form = NamesForm()
    return _carry_out("names", form, lambda: _save_names(form), _("登录方式已更改。"))


@accounts.post("/me/password")
@signed_in
def update_password() -> Any:
    form = PasswordForm()
    return _carry_out("password", form, lambda: _save_password(form), _("口令已更换，其他设备上的登录都已结束。"))


@accounts.post("/me/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> Any:
    """Ending the session one sits in is signing out; that has its own button."""
    actions.end_session(_me(), session_id=session_id, by=current_scope())
    flash(_("那台设备上的登录已经结束。"), "good")
    return redirect_to("/me#sessions")


@accounts.post("/me/sessions/end-others")
@signed_in
def end_other_sessions() -> Any:
    actions.end_other_sessions(_me(), keep_id=g.sign_in.session.id, by=current_scope())
    flash(_("其他设备上的登录都已结束。"), "good")
    return redirect_to("/me#sessions")


def _save_profile(form: ProfileForm) -> None:
    visibility = {contact: form[f"{contact}_reach"].data for contact in CONTACTS}
    actions.edit_profile(_me(), profile=Profile(form.name.data.strip(), visibility), by=current_scope())


def _save_names(form: NamesForm) -> None:
    given = Names(names.phone(form.phone.data), names.email(form.email.data), names.username(form.username.data))
    doorway.confirm(_me(), form.current.data, request.remote_addr, by=current_scope())
    actions.change_names(_me(), names=given, by=current_scope())


def _save_password(form: PasswordForm) -> None:
    strength.demand(form.password.data, words_about(_me()))
    doorway.confirm(_me(), form.current.data, request.remote_addr, by=current_scope())
    user = actions.change_password(_me(), password_hash=hashing.keep(form.password.data), by=current_scope())
    sessions.begin(user)


def _carry_out(part: str, form: Form, deed: Callable[[], None], praise: str) -> Any:
    """Do it and come back to the page, or show the page again with everything typed and the sentence at its field."""
    status = 422
    if form.submitted():
        try:
            deed()
            flash(praise, "good")
            return redirect_to(f"/me#{part}")
        except (Invalid, TooMany) as refusal:
            status = refusal.status
            form.refuse(refusal if isinstance(refusal, Invalid) else Invalid(refusal.sentence, field="current"))
    return _page(status=status, open_part=part, **{part: form})


def _page(*, status: int = 200, open_part: str = "", **forms: Form) -> Response:
    user = _me()
    blank: dict[str, Form] = {
        "profile": ProfileForm(
            formdata=None, data={"name": user.name, **{f"{contact}_reach": user.reach_of(contact) for contact in CONTACTS}}
        ),
        "names": NamesForm(formdata=None, obj=user),
        "password": PasswordForm(formdata=None),
    }
    body = render_template(
        "accounts/me.html", person=user, forms=blank | forms, open_part=open_part, here=g.sign_in.session.id,
        sessions=queries.sessions_of(user.id), news=queries.recent_news_of(user.id), wording_of=wording_of,
    )  # fmt: skip
    return Response(body, status)


def _me() -> User:
    return g.sign_in.user
