"""Language and large type: with the account where somebody is signed in, in cookies of this browser always."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from coop.accounts import actions
from coop.accounts.models import User
from coop.accounts.views.blueprint import accounts
from coop.core.scope import scope_of
from coop.core.web import cookies, language
from coop.core.web.access import current_scope, public
from coop.core.web.replies import is_htmx, redirect_to
from coop.core.web.targets import same_site

KEPT = timedelta(days=400)
# What the browser speaks may be the last reader's choice; what was chosen within the hour before signing in is this one's.
CHOSEN, AT_THE_DOOR = "chosen-language", timedelta(hours=1)


@accounts.post("/preferences")
@public
def choose_preferences() -> AnyResponse:
    """Whatever is no language of ours or no yes or no changes nothing; the page that asked comes back."""
    locale = request.form.get("locale")
    locale = locale if locale in language.LANGUAGES else None
    is_large = {"1": True, "0": False}.get(request.form.get("is_large_type", ""))
    if g.get("sign_in"):
        actions.choose_preferences(g.sign_in.user, locale=locale, is_large_type=is_large, by=current_scope())
    response = Response(status=204) if is_htmx() else redirect_to(_back())
    if locale and not g.get("sign_in"):
        cookies.put(response, CHOSEN, locale, max_age=AT_THE_DOOR)
    if locale:
        cookies.put(response, language.COOKIE, locale, max_age=KEPT)
    if is_large is not None:
        cookies.put(response, "large", "1" if is_large else "0", max_age=KEPT)
    return response


def carry_language(user: User, response: AnyResponse) -> AnyResponse:
    """A language chosen at the door goes in with the person and becomes the account's; it was meant for this once."""
    chosen = cookies.get(CHOSEN)
    if chosen in language.LANGUAGES:
        actions.choose_preferences(user, locale=chosen, is_large_type=None, by=scope_of(user.id))
        cookies.drop(response, CHOSEN)
    return response


def _back() -> str:
    """The page that the form stood on, if it was one of ours."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return "/"
    return same_site(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
