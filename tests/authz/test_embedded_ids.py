"""T-05: a number that is not one's own, put into a form that is otherwise in order, is refused, and nothing is written."""

import pytest
from sqlalchemy import select

from coop.core.outbox import drain
from coop.core.scope import everything
from coop.discussion.models import Message
from coop.extensions import db
from coop.notifications.models import Notification
from tests.authz.filled import FORMS, Fields, filled
from tests.authz.house import House
from tests.authz.traces import difference, rows_of

DARA = "{me:dara}"
#: Address → (field, what stands there that does not belong there).
FOREIGN: dict[str, list[tuple[str, str | list[str]]]] = {
    "POST /partnerships/new": [
        ("branch", "{port}"), ("branch", "{second}"), ("invitees", ["{dara_branch}"]), ("invitees", ["{missing}"]),
        ("invitees", ["{gate}", "{dara_branch}"]),
    ],
    "POST /parties/<int:id>/motions/<kind>": [("invitee", "{dara_branch}"), ("invitee", "{missing}")],
    "POST /parties/<int:id>/liaisons": [("liaison", DARA), ("backup", DARA), ("liaison", "{me:chen}"), ("backup", "{me:bella}")],
    "POST /activities/new": [("hosts", ["{gate}"]), ("hosts", ["{second}", "{gate}"]), ("hosts", ["{missing}"])],
    "POST /activities/<int:id>/expenses": [("branch", "{gate}"), ("branch", "{second}"), ("branch", "{missing}")],
    "POST /library/new": [
        ("branch_id", "{gate}"), ("branch_id", "{second}"), ("audiences", ["branch:{gate}"]),
        ("audiences", ["partnership:{dara_pact}"]), ("audiences", ["branch:{third}", "unit:{east}"]),
        ("audiences", ["user:{me:dara}"]),
    ],
    "POST /library/<int:id>/edit": [("audiences", ["branch:{gate}"]), ("audiences", ["partnership:{dara_pact}"])],
    "POST /library/<int:id>/reviews/new": [
        ("reviewer_id", DARA), ("reviewer_id", "{me:ana}"), ("reviewer_id", "{missing}"), ("reviewer_id", "{me:gus}"),
    ],
    "POST /library/<int:id>/audiences": [
        ("audiences", ["branch:{gate}"]), ("audiences", ["partnership:{dara_pact}"]), ("audiences", ["unit:{east}"]),
    ],
    "POST /library/<int:id>/successor": [("successor_id", "{dara_lore}"), ("successor_id", "{missing}")],
    "POST /units/<int:id>/branches/new": [("parent_id", "{gate}"), ("parent_id", "{dara_branch}"), ("parent_id", "{port}")],
    "POST /units/<int:id>/roles/end": [("role_id", "{dara_role}"), ("role_id", "{missing}")],
    "POST /units/<int:id>/slips": [("membership_id", ["{dara_seat}"]), ("branch_id", "{gate}")],
    "POST /branches/<int:id>/slips": [("membership_id", ["{dara_seat}"]), ("membership_id", ["{elsewhere}"])],
    "POST /branches/<int:id>/place": [("parent_id", "{gate}"), ("parent_id", "{second}")],
}  # fmt: skip
REFUSED = {403, 404, 409, 422}
CASES = [
    pytest.param(route, words, who, field, value, id=f"{route} {field}={value}")
    for (route, words, who) in FORMS
    for field, value in FOREIGN.get(route, ())
    if route != "POST /activities/new" or words
]


def post(house: House, who: str, route: str, words: tuple[str, ...], fields: Fields) -> int:
    return house.ask(who, "POST", house.path(route.split(" ")[1], *words), data=filled(house, fields)).status_code


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form[0]} {','.join(form[1])}")
def test_the_form_is_in_order_with_numbers_of_ones_own(house: House, form: tuple[str, tuple[str, ...], str]):
    """Else the refusals below would prove nothing."""
    route, words, who = form
    before = rows_of(house)
    status = post(house, who, route, words, FORMS[form])
    written = difference(before, rows_of(house))
    house.restore()
    assert status in (200, 303) and written


@pytest.mark.parametrize(("route", "words", "who", "field", "value"), CASES)
def test_a_foreign_number_is_refused_and_nothing_is_written(
    house: House, route: str, words: tuple[str, ...], who: str, field: str, value: str | list[str]
):
    before = rows_of(house)
    status = post(house, who, route, words, {**FORMS[route, words, who], field: value})
    written = difference(before, rows_of(house))
    house.restore()
    assert status in REFUSED and not written, (status, written)


def test_whoever_does_not_read_a_channel_cannot_be_called_into_it(house: House):
    """A mention of somebody outside is a word like any other: it is not stored, and they hear of nothing."""
    form = "POST /channels/<int:id>/entries", ("hall",), "ana"
    heard = _notes_of(house, "dara")
    called = {**FORMS[form], "text": "@达拉 @贲小满 来看", "mentions": DARA + ",{me:ben}"}
    assert post(house, "ana", form[0], form[1], called) == 303
    with house.app.app_context(), everything("test", quiet=True):
        said = db.session().scalars(select(Message).order_by(Message.id.desc())).first()
        assert said and DARA not in str(said.mentions) and house.world.people["dara"].id not in _ids(said.mentions)
        assert house.world.people["ben"].id in _ids(said.mentions)
        drain()
    assert _notes_of(house, "dara") == heard
    house.restore()


def _ids(mentions: list[object]) -> list[object]:
    return [one.get("id") if isinstance(one, dict) else one for one in mentions]


def _notes_of(house: House, who: str) -> int:
    with house.app.app_context(), everything("test", quiet=True):
        mine = select(Notification.id).where(Notification.user_id == house.world.people[who].id)
        return len(db.session().scalars(mine).all())


@pytest.mark.parametrize("rule", [
    "/activities/{joint}/expenses/{dara_bill}/removal", "/activities/{solo}/expenses/{bill}/removal",
    "/activities/{solo}/guests/{visitor}/approval", "/activities/{joint}/hosts/{dara_host}/confirmation",
    "/library/{lore}/attachments/{file}/removal", "/parties/{invited}/motions/{motion}/consent",
    "/parties/{inviting}/reminders/{theirs}", "/parties/{mine}/motions/{missing}/consent",
])  # fmt: skip
def test_a_number_of_one_whole_does_not_fit_into_another(house: House, rule: str):
    """The part must belong to the whole that the address names, also where the reader may see both."""
    path = filled(house, {"path": rule})["path"]
    before = rows_of(house)
    statuses = {who: house.ask(who, "POST", str(path)).status_code for who in ("ana", "chen", "bella", "dara")}
    written = difference(before, rows_of(house))
    house.restore()
    assert set(statuses.values()) <= REFUSED and not written, statuses
