"""Reactions that were laid aside after eight tries, and how many wait: the operator's look behind the pages."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.admin import actions, queries
from coop.admin.policy import Permission
from coop.admin.views.blueprint import bp
from coop.core.events import Pending
from coop.core.web.access import current_scope, requires
from coop.core.web.replies import redirect_to


@bp.get("/admin/reactions")
@requires(Permission.REACTIONS_SEE)
def reactions() -> str:
    return render_template("admin/reactions.html", rows=queries.laid_aside(), waiting=queries.count_waiting())


@bp.post("/admin/reactions/<int:id>/retry")
@requires(Permission.REACTIONS_RETRY, of=queries.get_laid_aside)
def retry(pending: Pending) -> Response:
    actions.retry_reaction(pending, by=current_scope())
    flash(_("已重新排队。"), "good")
    return redirect_to(url_for("admin.reactions"))
