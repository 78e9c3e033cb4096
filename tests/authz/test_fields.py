"""T-11: a form changes what it has fields for, whatever else is sent along with it under the names of columns."""

import re

import pytest

from coop.core.base import Base
from tests.authz.filled import FORMS, Fields, filled
from tests.authz.house import House
from tests.authz.matrix import Row, rows
from tests.authz.traces import difference, rows_of
from tests.authz.world import PEOPLE

#: What a greedy hand would write under the column's name; a number for all that stand not here.
GREEDY = {
    "state": "active", "role": "secretary", "audience": "public", "is_operator": "1", "unit_id": "3", "branch_id": "5",
    "user_id": "1", "policies": '{"may_pair": true}', "is_published": "1", "name": "冒名", "title": "冒名", "kind": "resume",
    "reason": "冒名", "text": "冒名", "wanted": "public", "ends_at": "2099-01-01T00:00", "decided_at": "2026-01-01",
}  # fmt: skip
COLUMNS = sorted({column.name for table in Base.metadata.sorted_tables for column in table.c} | {"csrf_token_", "_method", "as"})
#: Addresses without a page of their own, and what their forms name: these are fields, not columns.
NAMED = {
    "POST /channels/<int:id>/entries": {"text", "client_id", "mentions"}, "POST /channels/<int:id>/reading": {"seq", "unread"},
    "POST /channels/messages/<int:id>/edits": {"text"}, "POST /channels/messages/<int:id>/removals": {"reason"},
    "POST /units/<int:id>/roles/end": {"role_id"}, "POST /units/<int:id>/slips": {"membership_id", "branch_id"},
    "POST /branches/<int:id>/slips": {"membership_id"}, "POST /memberships/<int:id>/acceptance": {"accepts", "reason"},
    "POST /preferences": {"locale", "is_large_type"}, "POST /library/preview": {"body"},
    "POST /reviews/<int:id>/remarks": {"text"}, "POST /reviews/<int:id>/return": {"reason"},
    "POST /me/profile": {"name", "phone_reach", "email_reach"},
    "POST /me/names": {"phone", "email", "username", "current"}, "POST /me/password": {"current", "password"},
    "POST /sign-in": {"name", "password", "next"}, "POST /join/password": {"key", "is_code", "password"},
    "POST /units/<int:id>/roles": {"name", "phone", "email", "username", "role"},
    "POST /units/<int:id>/import": {"file", "updates"},
    "POST /admin/applications/<int:id>/rejection": {"reason"}, "POST /admin/units/<int:id>/suspension": {"reason"},
    "POST /apply": {"unit_name", "kind", "district", "applicant", "phone", "email", "message"},
}  # fmt: skip


def doers() -> list[tuple[str, tuple[str, ...], str, Fields]]:
    """Each POST of the table by somebody who may do it: filled in where filled.py has it, else as it is sent empty."""
    known = [(route, words, who, fields) for (route, words, who), fields in FORMS.items()]
    seen = {route for route, *_ in known}
    return known + [
        (row.route, row.words, who, {})
        for row in rows()
        if row.route.startswith("POST") and row.route not in seen and (who := _doer(row))
    ]


def _doer(row: Row) -> str | None:
    return next((name for name, answer in zip(PEOPLE, row.answers, strict=True) if answer in ("200", "204", "303", "422")), None)


DOERS = doers()
NAMES = [f"{route} {','.join(words)}" for route, words, *_ in DOERS]


def fields_of(house: House, who: str, path: str, route: str) -> set[str]:
    """The names that the form's own page shows."""
    page = house.ask(who, "GET", path)
    return set(re.findall(r'name="([^"]+)"', page.text)) if page.status_code == 200 else NAMED.get(route, set())


def sent(house: House, who: str, path: str, fields: Fields) -> tuple[int, object]:
    before = rows_of(house)
    # A form is sent with its token at the least: one without any field would be taken for one not yet filled in.
    status = house.ask(who, "POST", path, data={"csrf_token": "", **filled(house, fields)}).status_code
    written = difference(before, rows_of(house))
    house.restore()
    return status, written


@pytest.mark.parametrize(("route", "words", "who", "fields"), DOERS, ids=NAMES)
def test_what_a_form_does_not_ask_for_changes_nothing(
    house: House, route: str, words: tuple[str, ...], who: str, fields: Fields
):
    path = house.path(route.split(" ")[1], *words)
    own = fields_of(house, who, path, route) | NAMED.get(route, set()) | set(fields)
    smuggled = {name: GREEDY.get(name, "1") for name in COLUMNS if name not in own}
    assert sent(house, who, path, {**smuggled, **fields}) == sent(house, who, path, fields)
