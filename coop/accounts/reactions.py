"""Letters about one's own account: what a thief would like to keep quiet, the owner is told (A-12), and the way back (A-07)."""

from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from coop.accounts import actions, queries
from coop.accounts.events import (
    NewDeviceSeen,
    PasswordChanged,
    PasswordReset,
    ResetIssued,
    ResetRequested,
    SignInNamesChanged,
)
from coop.core.events import Deed, on
from coop.core.scope import Scope
from coop.core.web import letters

RELAY = Scope(reason="mailing a reset link", is_operator=True)


@on(ResetRequested, sending=True)
def mail_reset_link(event: ResetRequested, deed: Deed) -> None:
    """The link is drawn now and travels in the letter alone; tried again, a fresh one replaces it."""
    user = queries.find_user(event.user_id) if event.user_id else None
    if user is None or not user.active or not user.email or not letters.is_there_mail():
        return
    address, locale = user.email, user.locale
    slip = actions.draw_reset(user, by=RELAY)
    with force_locale(locale):
        letters.post(address, _("找回互联共建的口令"), "accounts/reset_link", url=letters.absolute(slip.path), code=slip.typed)


@on(NewDeviceSeen, sending=True)
def mail_new_device(event: NewDeviceSeen, deed: Deed) -> None:
    device = queries.find_device_by_id(event.device_id)
    if device:
        _tell(event.user_id, "new_device", deed, device=device.name)


@on(PasswordReset, sending=True)
def mail_reset_done(event: PasswordReset, deed: Deed) -> None:
    _tell(event.user_id, "password_changed", deed)


@on(PasswordChanged, sending=True)
def mail_password_changed(event: PasswordChanged, deed: Deed) -> None:
    _tell(event.user_id, "password_changed", deed)


@on(ResetIssued, sending=True)
def mail_reset_issued(event: ResetIssued, deed: Deed) -> None:
    """Whoever did not ask an administrator for it learns that somebody holds a way into the account."""
    _tell(event.user_id, "reset_issued", deed)


@on(SignInNamesChanged, sending=True)
def mail_names_changed(event: SignInNamesChanged, deed: Deed) -> None:
    """The address that was replaced hears of it as well as the new one."""
    _tell(event.user_id, "names_changed", deed, also=event.former_email)


def _tell(user_id: int, letter: str, deed: Deed, *, also: str | None = None, **facts: Any) -> None:
    user = queries.find_user(user_id)
    if user is None:
        return
    at, address = deed.at, deed.address
    for to in dict.fromkeys(filter(None, (user.email, also))):
        with force_locale(user.locale):
            letters.post(to, _("您的互联共建账号有变动"), f"accounts/{letter}", user=user, at=at, address=address, **facts)
