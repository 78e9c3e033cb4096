"""What the library holds for the reader, by kind, tag and unit; and a partnership's part of it for its space."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from coop.core import audience
from coop.core.errors import NotFound
from coop.core.web.access import current_scope, may, requires
from coop.library.kinds import KINDS
from coop.library.policy import Permission
from coop.library.queries import entries as queries
from coop.library.queries.reviews import returned_to, reviews_waiting
from coop.library.views.blueprint import library
from coop.library.words import KINDS as KIND_WORDS


@library.get("/library")
@requires(Permission.LIBRARY_SEE)
def index() -> str:
    """Newest first; on its first page stand also what waits for the reader and what they are writing."""
    kind, tag = request.args.get("kind", ""), request.args.get("tag", "")[:20]
    unit_id, cursor = request.args.get("unit", type=int), request.args.get("cursor")
    kinds = (kind,) if kind in KINDS else ()
    page = queries.entries_page(kinds=kinds, tag=tag or None, unit_id=unit_id, cursor=cursor)
    return render_template(
        "library/index.html", page=page, readers=queries.readers_of_many(page.items), chips=_chips(kind, tag),
        tags=queries.common_tags(), tag=tag, kind=kind, may_write=may(Permission.LIBRARY_WRITE),
        next_url=page.next_cursor and url_for(".index", kind=kind or None, tag=tag or None, cursor=page.next_cursor),
        **({} if cursor else _own_desk()),
    )  # fmt: skip


@library.get("/library/part")
@requires(Permission.LIBRARY_SEE)
def part() -> str:
    """What was shared with one partnership, as a part of its space; 404 for whom it does not exist."""
    number = request.args.get("partnership", 0, type=int)
    shared_with = audience.partnership(number)
    if shared_with not in current_scope().audiences:
        raise NotFound
    page = queries.entries_page(audience=shared_with, cursor=request.args.get("cursor"))
    return render_template(
        "library/_part.html", page=page, readers=queries.readers_of_many(page.items), shared_with=shared_with,
        may_write=may(Permission.LIBRARY_WRITE),
        next_url=page.next_cursor and url_for(".part", partnership=number, cursor=page.next_cursor),
    )  # fmt: skip


def _own_desk() -> dict[str, Any]:
    scope = current_scope()
    return {
        "waiting": reviews_waiting(scope), "returned": returned_to(scope), "own": queries.own_writings(scope.user_id or 0),
    }  # fmt: skip


def _chips(kind: str, tag: str) -> list[dict[str, Any]]:
    every = {"label": _("全部"), "url": url_for(".index", tag=tag or None), "active": not kind}
    return [every] + [
        {"label": label, "url": url_for(".index", kind=name, tag=tag or None), "active": name == kind}
        for name, label in KIND_WORDS.items()
    ]
