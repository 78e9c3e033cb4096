"""T-10: what was taken away is gone at the very next request; tests/discussion holds the same for open sockets."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from coop.accounts.actions.operators import lock_account
from coop.core.outbox import drain
from coop.core.scope import entering, everything
from coop.units.actions.suspension import suspend_unit
from coop.units.queries.units import get_unit
from tests.authz.filled import filled
from tests.authz.house import House
from tests.cast import Person

Deed = Callable[[House], Any]


def posts(who: str, rule: str, *words: str, **fields: Any) -> Deed:
    """A deed as its form sends it, and nothing run behind it: a right does not wait for a reaction to go."""

    def deed(house: House) -> None:
        answer = house.ask(who, "POST", house.path(rule, *words), data=filled(house, fields))
        assert answer.status_code == 303, answer.text

    return deed


def suspend(house: House) -> None:
    """North is set aside by the platform."""
    with house.app.app_context():
        otto: Person = house.world.people["otto"]
        with entering(otto.scope):
            suspend_unit(get_unit(house.world.things["north"]), "资料不符", by=otto.scope)


def lock(house: House) -> None:
    with house.app.app_context():
        otto: Person = house.world.people["otto"]
        with everything("test", quiet=True):
            ben = house.world.people["ben"].user
        lock_account(ben, by=otto.scope)


TAKEN = [
    pytest.param(posts("ana", "/memberships/<int:id>/end", "seat", reason="调离"), "ben", [
        ("/channels/<int:id>", "room"), ("/channels/<int:id>/entries", "hall"), ("/activities/<int:id>", "joint"),
        ("/activities/<int:id>.ics", "joint"), ("/library/<int:id>", "lore"), ("/attachments/<int:id>", "file"),
        ("/partnerships/<int:id>", "pact"), ("/branches/<int:id>", "cellar"),
    ], id="a membership that ended"),
    pytest.param(posts("ben", "/memberships/<int:id>/leave", "seat"), "ben", [
        ("/channels/<int:id>", "room"), ("/library/<int:id>", "lore"), ("/activities/<int:id>", "solo"),
    ], id="a member who left"),
    pytest.param(posts("chen", "/parties/<int:id>/departure", "theirs", reason="任务有变"), "cleo", [
        ("/channels/<int:id>", "hall"), ("/partnerships/<int:id>/members", "pact"), ("/library/<int:id>", "common"),
        ("/attachments/<int:id>", "file"),
    ], id="a party that left"),
    pytest.param(posts("ana", "/library/<int:id>/audiences", "common", audiences="branch:{third}"), "chen", [
        ("/library/<int:id>", "common"), ("/attachments/<int:id>", "file"), ("/library/<int:id>/versions", "common"),
    ], id="an entry taken back"),
    pytest.param(posts("ana", "/memberships/<int:id>/office", "seat", role="guest", reason="转为来宾"), "ben", [
        ("/channels/<int:id>", "hall"), ("/partnerships/<int:id>", "pact"), ("/library/<int:id>", "open"),
    ], id="a member who became a guest"),
    pytest.param(suspend, "ana", [
        ("/channels/<int:id>", "room"), ("/units/<int:id>", "north"), ("/library/<int:id>", "lore"),
        ("/partnerships/<int:id>", "pact"), ("/activities/<int:id>", "solo"),
    ], id="a unit that is suspended"),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "who", "places"), TAKEN)
def test_what_was_taken_away_is_not_found_at_the_next_request(
    house: House, deed: Deed, who: str, places: list[tuple[str, str]]
):
    before = [house.ask(who, "GET", house.path(*place)).status_code for place in places]
    assert set(before) <= {200, 403}, dict(zip(places, before, strict=True))
    deed(house)
    after = [house.ask(who, "GET", house.path(*place)).status_code for place in places]
    house.restore()
    assert set(after) == {404}, dict(zip(places, after, strict=True))


@pytest.mark.parametrize("deed", [lock, posts("ben", "/sign-out")], ids=["a locked account", "signing out"])
def test_a_session_that_ended_opens_nothing(house: House, deed: Deed):
    assert house.ask("ben", "GET", "/notifications").status_code == 200
    deed(house)
    answer = house.ask("ben", "GET", "/notifications")
    house.restore()
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")


def test_another_device_that_was_signed_out_is_out(house: House):
    """Ana ends all others of her sessions; the browser that she does it in stays."""
    stays, goes = house.world.people["ana"].visit(house.app), "ana"
    assert stays.post("/me/sessions/end-others").status_code == 303
    assert stays.get("/notifications").status_code == 200
    assert house.ask(goes, "GET", "/notifications").status_code == 303
    house.restore()


def test_search_forgets_with_the_next_question_though_the_index_has_not_heard(house: House):
    """The index is stale until the relay has run: each hit is asked for again in the database (T-12)."""
    assert TITLE in found(house, "/search?q=两边都能看")
    posts("ana", "/library/<int:id>/audiences", "common", audiences="branch:{third}")(house)
    stale, suggested = found(house, "/search?q=两边都能看"), found(house, "/search/suggestions?q=两边都能看")
    with house.app.app_context():
        drain()
    fresh = found(house, "/search?q=两边都能看")
    house.restore()
    assert all(TITLE not in text for text in (stale, suggested, fresh))


TITLE = "两边都能看的经验"


def found(house: House, path: str) -> str:
    """What Chen reads there, without the marks around the words that were looked for."""
    return re.sub(r"</?mark[^>]*>", "", house.ask("chen", "GET", path).text)
