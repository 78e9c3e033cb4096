"""What a branch turned down, for its officers to read again; the space behind it stays closed."""

from dataclasses import replace

from flask import render_template, request, url_for

from coop.core.web.access import current_scope, requires
from coop.partnerships import queries
from coop.partnerships.models import Party
from coop.partnerships.policy import Permission
from coop.partnerships.views.blueprint import partnerships
from coop.partnerships.views.index import chips_for


@partnerships.get("/partnerships/declined")
@requires(Permission.PARTNERSHIP_LIST)
def index_declined() -> str:
    page = queries.page_of_declined(current_scope(), cursor=request.args.get("after"))
    return render_template(
        "partnerships/declined_index.html",
        rows=queries.declined_of(page.items) if page.items else [],
        chips=chips_for(current_scope(), "refused"),
        next_url=page.next_cursor and url_for("partnerships.index_declined", after=page.next_cursor),
    )


@partnerships.get("/parties/<int:id>")
@requires(Permission.PARTY_RECALL, of=queries.get_declined_party)
def show_declined(party: Party) -> str:
    (found,) = queries.declined_of([party])
    told = replace(found, answered_at=queries.answered_at(party))
    return render_template("partnerships/declined.html", invitation=told, party=party)
