"""The calendar: a month to look at, with the list that says the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext

from coop.activities.months import fill_grid, month_grid, neighbour, parse_month
from coop.activities.queries.grounds import get_partnership, officer_branch_ids
from coop.activities.queries.listed import Listed
from coop.activities.queries.lists import activities_between
from coop.activities.views.blueprint import bp
from coop.core.clock import at_place, local, today
from coop.core.web.access import current_scope, signed_in

SCOPES = ("mine", "branch", "partnership", "unit")


@dataclass(frozen=True, slots=True)
class Mark:
    """An activity as a square of the month names it."""

    title: str
    url: str
    time: str
    tone: str


@bp.get("/calendar")
@signed_in
def calendar() -> str:
    """One month of mine, my branch's, the partnerships' or the unit's activities, as a grid or as a list."""
    scope, name = current_scope(), request.args.get("scope", "mine")
    name = name if name in SCOPES else "mine"
    partnership = get_partnership(number) if (number := request.args.get("partnership", type=int)) else None
    first = parse_month(request.args.get("month", ""), today())
    weeks = month_grid(first, today())
    begin, end = weeks[0][0].date, weeks[-1][-1].date + timedelta(days=1)
    activities = activities_between(
        scope, at_place(begin), at_place(end), of="all" if partnership else name,
        partnership_id=partnership.id if partnership else None,
    )  # fmt: skip
    fill_grid(weeks, activities, span=days_of, show=_mark)
    here = {"scope": name, "partnership": partnership.id if partnership else None, "view": request.args.get("view")}
    return render_template(
        "activities/calendar.html", weeks=weeks, first=first, here=here, chips=_chips(here, first), partnership=partnership,
        activities=[activity for activity in activities if _touches(activity, first)], may_plan=bool(officer_branch_ids(scope)),
        previous_url=_url(here, neighbour(first, months=-1)), next_url=_url(here, neighbour(first, months=1)),
        today_url=_url(here, today()), grid_url=_url(here | {"view": None}, first), list_url=_url(here | {"view": "list"}, first),
        is_list=here["view"] == "list", day_url=_ways(activities, here, first),
    )  # fmt: skip


def days_of(activity: Listed) -> tuple[date, date]:
    return local(activity.starts_at).date(), local(activity.ends_at - timedelta(seconds=1)).date()


def _ways(activities: Sequence[Listed], here: dict[str, Any], first: date) -> Callable[[date], str]:
    """A day with something on it leads to the row of its first activity, which may have begun days or a month before."""

    def day_url(day: date) -> str:
        standing = next(one for one in activities if days_of(one)[0] <= day <= days_of(one)[1])
        page = "" if _touches(standing, first) else _url(here, day)
        return f"{page}#day-{days_of(standing)[0].isoformat()}"

    return day_url


def _touches(activity: Listed, first: date) -> bool:
    on, until = days_of(activity)
    return on < neighbour(first, months=1) and until >= first


def _mark(activity: Listed, on: date) -> Mark:
    """The clock time stands on the first day alone; what is not certain yet and what is off look different."""
    begins = local(activity.starts_at)
    tone = {"proposed": "maybe", "polling": "maybe", "postponed": "maybe", "cancelled": "off"}.get(activity.state)
    if tone is None:
        tone = "other" if activity.partnership_id else ""
    clock = begins.strftime("%H:%M") if begins.date() == on else ""
    return Mark(activity.title, url_for(".show", id=activity.id), clock, tone)


def _url(here: dict[str, Any], first: date) -> str:
    return url_for(".calendar", month=first.strftime("%Y-%m"), **here)


def _chips(here: dict[str, Any], first: date) -> list[dict[str, object]]:
    labels = {"mine": pgettext("chip", "我的"), "branch": _("本支部"), "partnership": _("共建"), "unit": _("本单位")}
    plain = here | {"partnership": None}
    return [
        {"label": label, "url": _url(plain | {"scope": name}, first), "active": name == here["scope"] and not here["partnership"]}
        for name, label in labels.items()
    ]  # fmt: skip
