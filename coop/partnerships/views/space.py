"""共建空间: the overview, the parts that other slices bring, and the people."""

from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from werkzeug.exceptions import HTTPException

from coop.core.errors import NotFound
from coop.core.web.access import current_scope, requires
from coop.partnerships import queries, words
from coop.partnerships.desk import Desk
from coop.partnerships.models import Partnership
from coop.partnerships.policy import Permission
from coop.partnerships.views.blueprint import page_url, partnerships, seen_as

#: Tab → (label, the part that another slice serves, the page that shows the same alone).
PARTS = {
    "activities": (_l("活动"), "/activities/part", "/activities"),
    "library": (_l("资料"), "/library/part", "/library"),
    "talk": (_l("讨论"), "/channels/part", "/channels"),
}


@partnerships.get("/partnerships/<int:id>")
@requires(Permission.PARTNERSHIP_SEE, of=queries.get_partnership)
def show(partnership: Partnership) -> str:
    """The proposal for whoever is invited; the whole overview for whoever belongs."""
    desk = Desk(partnership, current_scope())
    inside = desk.is_inside
    return render_template(
        "partnerships/show.html",
        **_frame(partnership, desk, "show"),
        story=_story(partnership) if inside else [],
        motions=queries.motions_pending(partnership.id) if inside else [],
        can_plan=partnership.is_open and bool(desk.speaking) and is_served("/activities/new"),
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
    if part not in PARTS or not is_served(PARTS[part][1]):
        raise NotFound
    label, inside, alone = PARTS[part]
    query = "".join(f"&{name}={value}" for name, value in seen_as().items())
    urls = {"part_url": f"{inside}?partnership={partnership.id}{query}", "alone_url": f"{alone}?partnership={partnership.id}"}
    frame = _frame(partnership, Desk(partnership, current_scope()), part)
    return render_template("partnerships/part.html", **frame, label=label, **urls)


def is_served(path: str) -> bool:
    """Whether some slice of this installation answers at that address."""
    try:
        current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:
        return False
    return True


def _frame(partnership: Partnership, desk: Desk, here: str) -> dict[str, Any]:
    """What the page's head needs, whichever tab is open."""
    tabs = [("show", _("概览"))]
    if desk.is_inside:
        tabs += [(key, str(label)) for key, (label, path, _alone) in PARTS.items() if is_served(path)]
        tabs.append(("members", pgettext("tab", "成员")))
    items = [{"label": label, "active": key == here, "url": _tab_url(partnership, key)} for key, label in tabs]
    return {"partnership": partnership, "desk": desk, "tabs": items}


def _tab_url(partnership: Partnership, key: str) -> str:
    if key in PARTS:
        return page_url("part", partnership, part=key)
    return page_url(key, partnership)


def _story(partnership: Partnership) -> list[dict[str, Any]]:
    """The trail in the members' words."""
    names = {party.branch_id: party.branch.label for party in partnership.parties}
    return [
        {
            "text": words.told(deed.name, branch=names.get(deed.facts.get("branch_id", 0), _("一个支部")),
                               motion=words.motion(deed.facts.get("kind", ""))),
            "at": deed.at, "actor": deed.actor, "reason": deed.facts.get("reason", ""), "name": deed.name,
        }
        for deed in queries.story_of(partnership)
    ]  # fmt: skip
