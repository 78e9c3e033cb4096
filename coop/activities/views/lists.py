"""Lists of activities: everybody's, and a partnership's for its space."""

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext

from coop.activities.forms.labels import KINDS
from coop.activities.policy import Permission
from coop.activities.queries.grounds import get_partnership, officer_branch_ids
from coop.activities.queries.lists import activities_of_partnership, page_of_activities
from coop.activities.views.blueprint import bp
from coop.core.web.access import current_scope, signed_in

SHOWS = ("upcoming", "mine", "proposed", "past")


@bp.get("/activities")
@signed_in
def index() -> str:
    """What is on, by chips that stand in the address."""
    scope = current_scope()
    show = request.args.get("show", "upcoming")
    show = show if show in SHOWS else "upcoming"
    kind = request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = page_of_activities(scope, show=show, kind=kind, cursor=request.args.get("cursor"))
    return render_template(
        "activities/index.html", page=page, show=show, kind=kind, chips=_chips(show, kind), kinds=_kind_chips(show, kind),
        may_plan=bool(officer_branch_ids(scope)), permissions=Permission,
        next_url=page.next_cursor and url_for(".index", show=show, kind=kind or None, cursor=page.next_cursor),
    )  # fmt: skip


@bp.get("/activities/part")
@signed_in
def part() -> str:
    """The activities of one partnership as a part of its space; 404 for whom the partnership does not exist."""
    scope = current_scope()
    partnership = get_partnership(request.args.get("partnership", 0, type=int))
    activities = activities_of_partnership(partnership.id)
    parties = {party.branch_id for party in partnership.parties if party.is_joined}
    may_plan = partnership.is_open and bool(parties & set(officer_branch_ids(scope)))
    return render_template(
        "activities/_part.html", activities=activities, partnership=partnership, may_plan=may_plan, scope_now=scope
    )


def _chips(show: str, kind: str) -> list[dict[str, object]]:
    tail = f"&kind={kind}" if kind else ""
    labels = {"upcoming": _("接下来"), "mine": pgettext("chip", "我的"), "proposed": _("筹备中"), "past": _("过去的")}
    return [
        {"label": label, "url": f"/activities?show={name}{tail}", "active": name == show}
        for name, label in labels.items()
    ]


def _kind_chips(show: str, kind: str) -> list[dict[str, object]]:
    every = {"label": _("各类"), "url": f"/activities?show={show}", "active": not kind}
    return [every] + [
        {"label": label, "url": f"/activities?show={show}&kind={name}", "active": name == kind}
        for name, label in KINDS.items()
    ]
