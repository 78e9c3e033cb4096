"""共建空间: the overview, the parts that other slices bring, and the people."""

from typing import Any

from flask import abort, current_app, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from coop.core.errors import NotFound
from coop.core.web.access import current_scope, requires
from coop.core.web.replies import redirect_to
from coop.partnerships import queries
from coop.partnerships.desk import Desk
from coop.partnerships.models import Partnership
from coop.partnerships.policy import Permission
from coop.partnerships.views.blueprint import page_url, partnerships, seen_as

#: Tab → its label, and the slice that serves what stands in it: as a part of this page, and alone.
PARTS = {"activities": (_l("活动"), "activities"), "library": (_l("资料"), "library"), "talk": (_l("讨论"), "discussion")}


def find(partnership_id: int) -> Partnership:
    """What the reader may see; who turned the invitation down is led to what they answered, by the older notice too."""
    try:
        return queries.get_partnership(partnership_id)
    except NotFound:
        declined = queries.find_declined(partnership_id, current_scope())
        if declined is None:
            raise
        abort(redirect_to(url_for("partnerships.show_declined", id=declined.id)))


@partnerships.get("/partnerships/<int:id>")
@requires(Permission.PARTNERSHIP_SEE, of=find)
def show(partnership: Partnership) -> str:
    """The proposal for whoever is invited; the whole overview for whoever belongs."""
    desk = Desk(partnership, current_scope())
    inside = desk.is_inside
    return render_template(
        "partnerships/show.html",
        **_frame(partnership, desk, "show"),
        story=_story(partnership) if inside else [],
        motions=queries.motions_pending(partnership.id) if inside else [],
        can_plan=partnership.is_open and bool(desk.speaking) and is_served("activities.new"),
        liaisons=queries.liaisons_by_party(partnership.id) if inside else {},
    )


@partnerships.get("/partnerships/<int:id>/members")
@requires(Permission.SPACE_SEE, of=queries.get_partnership)
def members(partnership: Partnership) -> str:
    scope = current_scope()
    by_branch: dict[int, list[queries.Face]] = {}
    for face in queries.roster_of(partnership, scope):
        by_branch.setdefault(face.branch_id, []).append(face)
    liaisons = queries.liaisons_by_party(partnership.id)
    frame = _frame(partnership, Desk(partnership, scope), "members")
    return render_template("partnerships/members.html", **frame, by_branch=by_branch, liaisons=liaisons)


@partnerships.get("/partnerships/<int:id>/<part>")
@requires(Permission.SPACE_SEE, of=queries.get_partnership)
def part(partnership: Partnership, part: str) -> str:
    """A tab that another slice fills; where nobody serves it, there is no such tab."""
    if part not in PARTS or not is_served(f"{PARTS[part][1]}.part"):
        raise NotFound
    label, other = PARTS[part]
    urls = {
        "part_url": url_for(f"{other}.part", partnership=partnership.id, **seen_as()),
        "alone_url": url_for(f"{other}.index", partnership=partnership.id),
    }
    frame = _frame(partnership, Desk(partnership, current_scope()), part)
    return render_template("partnerships/part.html", **frame, label=label, **urls)


def is_served(endpoint: str) -> bool:
    """Whether some slice of this installation answers there."""
    return endpoint in current_app.view_functions


def _frame(partnership: Partnership, desk: Desk, here: str) -> dict[str, Any]:
    """What the page's head needs, whichever tab is open."""
    overview = page_url("show", partnership)
    tabs = [{"label": _("概览"), "active": here == "show", "url": overview}]
    if desk.is_inside:
        words_of_tabs = {key: str(label) for key, (label, other) in PARTS.items() if is_served(f"{other}.part")}
        words_of_tabs["members"] = pgettext("tab", "成员")
        path, mark, query = overview.partition("?")
        tabs += [
            {"label": label, "active": key == here, "url": f"{path}/{key}{mark}{query}"}
            for key, label in words_of_tabs.items()
        ]
    return {"partnership": partnership, "desk": desk, "tabs": tabs}


def _story(partnership: Partnership) -> list[dict[str, Any]]:
    """The trail, each deed with the branch that did it; the page finds the members' words."""
    names = {party.branch_id: party.branch.label for party in partnership.parties}
    return [
        {
            "name": deed.name, "at": deed.at, "actor": deed.actor, "reason": deed.facts.get("reason", ""),
            "branch": names.get(deed.facts.get("branch_id", 0), ""), "motion": deed.facts.get("kind", ""),
        }
        for deed in queries.story_of(partnership)
    ]  # fmt: skip
