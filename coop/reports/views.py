"""The 工作台: the first page that anybody sees."""

from flask import Blueprint, Flask, render_template
from flask_babel import gettext as _

from coop.core.clock import local, now, today
from coop.core.web.access import current_scope, requires
from coop.reports import queries
from coop.reports.desk import earliest, greeting
from coop.reports.policy import Permission

home = Blueprint("home", __name__)


def init_app(app: Flask) -> None:
    """The overview of a partnership stands left of what happens in it: its template asks for the story by name."""
    app.jinja_env.globals.update(greet=greet, whole_story=queries.story_of)


def greet() -> str:
    words = {"morning": _("上午好"), "afternoon": _("下午好"), "evening": _("晚上好"), "night": _("夜深了")}
    return words[greeting(local(now()).hour)]


@home.get("/")
@requires(Permission.DESK_SEE)
def index() -> str:
    desk = queries.desk_of(current_scope())
    return render_template("reports/desk.html", desk=desk, due=earliest(desk.waiting), today=today())
