"""The secret calendar address: told once, changed at will, answered to whoever holds it."""

from typing import Any

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _

from coop.accounts.queries import find_user
from coop.activities.actions import issue_feed, revoke_feed
from coop.activities.ics import calendar_of
from coop.activities.queries.feeds import find_feed, get_feed_scope
from coop.activities.queries.lists import activities_for_feed
from coop.activities.views.blueprint import bp
from coop.activities.views.pages import CALENDAR, entry_of
from coop.core.errors import NotSignedIn
from coop.core.scope import entering
from coop.core.web.access import current_scope, public, signed_in
from coop.core.web.replies import redirect_to


@bp.get("/calendar/feed")
@signed_in
def feed() -> str:
    """Whether there is an address, and how to put it into a phone."""
    return render_template("activities/feed.html", feed=find_feed(current_scope().user_id), url=None)


@bp.post("/calendar/feed")
@signed_in
def issue() -> Any:
    """A new address, shown on this answer and never again; the one before is dead."""
    token = issue_feed(_myself(), by=current_scope())
    url = url_for(".subscription", token=token, _external=True)
    page = render_template("activities/feed.html", feed=find_feed(current_scope().user_id), url=url)
    return make_response(page, 200)


@bp.post("/calendar/feed/revocation")
@signed_in
def revoke() -> Any:
    """No address any more."""
    revoke_feed(_myself(), by=current_scope())
    flash(_("订阅地址已失效。"), "good")
    return redirect_to(url_for(".feed"))


@bp.get("/calendar/feed/<token>.ics")
@public
def subscription(token: str) -> Response:
    """What the owner may see at this moment, for whoever holds the secret: a calendar program cannot sign in."""
    with entering(get_feed_scope(token)) as scope:
        entries = [entry_of(activity) for activity in activities_for_feed(scope)]
    body = calendar_of(entries, name=_("互联共建活动"))
    return Response(body, content_type=CALENDAR, headers={"Cache-Control": "private, no-store"})


def _myself() -> Any:
    user = find_user(current_scope().user_id or 0)
    if user is None:
        raise NotSignedIn
    return user
