"""共建: every partnership the reader may know of, and on top what waits for them."""

from typing import Any

from flask import render_template, request, url_for

from coop.core.scope import Scope
from coop.core.web.access import current_scope, requires
from coop.partnerships import queries
from coop.partnerships.models import PARTNERSHIP_STATES
from coop.partnerships.policy import Permission
from coop.partnerships.views.blueprint import partnerships, seen_as
from coop.partnerships.words import STATES

GROUPS = {
    "waiting": ("proposed", "negotiating"), "active": ("active",), "paused": ("paused",),
    "ended": ("concluded", "terminated", "declined", "withdrawn", "lapsed"),
}  # fmt: skip


@partnerships.get("/partnerships")
@requires(Permission.PARTNERSHIP_LIST)
def index() -> str:
    scope = current_scope()
    chosen = request.args.get("state", "")
    states = GROUPS.get(chosen) or ((chosen,) if chosen in PARTNERSHIP_STATES else ())
    page = queries.page_of_partnerships(states=states, cursor=request.args.get("after"))
    return render_template(
        "partnerships/index.html",
        page=page,
        chosen=chosen,
        chips=chips_for(scope, chosen),
        invitations=queries.invitations_waiting(scope),
        motions=queries.motions_waiting(scope),
        can_propose=any(scope.is_officer(post.branch_id) for post in scope.posts),
        next_url=page.next_cursor
        and url_for("partnerships.index", state=chosen or None, after=page.next_cursor, **seen_as()),
    )


def chips_for(scope: Scope, chosen: str) -> list[dict[str, Any]]:
    """A chip for each group that holds something, last what the reader's own branches turned down; 全部 always."""
    counts, declined = queries.count_by_state(), queries.count_declined(scope)
    chips = _chips(counts, chosen)
    if declined or chosen == "refused":
        url = url_for("partnerships.index_declined")
        chips.append({"key": "refused", "count": declined, "active": chosen == "refused", "url": url})
    return chips


def _chips(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    groups = {name: sum(counts.get(state, 0) for state in states) for name, states in GROUPS.items()}
    shown = [("", sum(counts.values()))] + [(name, count) for name, count in groups.items() if count or name == chosen]
    return [
        {"key": name, "count": count, "active": name == chosen, "state": STATES.get(name, ""),
         "url": url_for("partnerships.index", state=name or None, **seen_as())}
        for name, count in shown
    ]  # fmt: skip
