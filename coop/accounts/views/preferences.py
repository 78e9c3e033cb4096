"""Language and large type: with the account where somebody is signed in, in cookies of this browser always."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from coop.accounts import actions
from coop.accounts.views.blueprint import accounts
from coop.core.web import cookies, language
from coop.core.web.access import current_scope, public
from coop.core.web.replies import is_htmx, redirect_to
from coop.core.web.targets import same_site

KEPT = timedelta(days=400)


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
    if locale:
        cookies.put(response, language.COOKIE, locale, max_age=KEPT)
    if is_large is not None:
        cookies.put(response, "large", "1" if is_large else "0", max_age=KEPT)
    return response


def _back() -> str:
    """The page that the form stood on, if it was one of ours."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return "/"
    return same_site(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
