"""The centre: what is new first, what has been seen below, each with a way to where it happened."""

from flask import Blueprint, Flask, render_template, request, url_for
from werkzeug.wrappers import Response

from coop.core.web.access import current_scope, requires, signed_in
from coop.core.web.navigation import count
from coop.core.web.replies import is_htmx, redirect_to
from coop.notifications import actions, queries
from coop.notifications.models import Notification
from coop.notifications.policy import Permission

notifications = Blueprint("notifications", __name__, url_prefix="/notifications")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["unread_notifications"] = lambda: count("notifications")


@notifications.get("")
@signed_in
def index() -> str:
    only_unread = request.args.get("show") == "unread"
    page = queries.page_of_notifications(current_scope(), only_unread=only_unread, cursor=request.args.get("cursor"))
    fresh = [item for item in page.items if item.is_new]
    seen = [item for item in page.items if not item.is_new]
    template = "notifications/_rows.html" if is_htmx() else "notifications/index.html"
    return render_template(template, page=page, fresh=fresh, seen=seen, only_unread=only_unread)


@notifications.post("/seen")
@signed_in
def see() -> Response:
    """Sent by the opened centre: the bell's number is gone on every device."""
    actions.clear_badge(current_scope(), by=current_scope())
    return Response(status=204)


@notifications.post("/read")
@signed_in
def read_all() -> Response:
    actions.read_all(current_scope(), by=current_scope())
    return redirect_to(url_for("notifications.index"))


@notifications.post("/<int:id>/read")
@requires(Permission.NOTIFICATION_READ, of=queries.get_notification)
def read(notification: Notification) -> Response:
    """Go where it leads; from then on it counts as read."""
    actions.read_notification(notification, by=current_scope())
    return redirect_to(notification.url)
