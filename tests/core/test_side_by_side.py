"""Writers side by side, on both databases: what two do at one moment is what they would have done one after the other."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from flask import Blueprint, Flask
from sqlalchemy import func, select

from coop.accounts.actions import count_attempt
from coop.accounts.lockout import LIMITS
from coop.accounts.models import Attempt, User
from coop.accounts.trials import Trial
from coop.core.actions import transaction
from coop.core.errors import Refused
from coop.core.scope import ANONYMOUS, everything
from coop.core.sent import Once
from coop.core.tenancy import epoch
from coop.core.web.access import signed_in
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.discussion.actions import post_message
from coop.discussion.models import Message
from coop.discussion.queries import get_channel
from coop.extensions import db
from coop.units.actions.roles import end_unit_role
from coop.units.models import UnitRole
from coop.units.queries.units import get_unit
from tests import factories as make
from tests.cast import Cast
from tests.discussion.conftest import open_channel_about

pytestmark = pytest.mark.both_databases
Deed = Callable[[], Any]
FREE_TRIES = LIMITS[0].failures


def at_once(app: Flask, *deeds: Deed) -> list[Any]:
    """Each in its own thread and session, all started together: what it returned, or how it was refused."""
    start, outcomes = Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Deed) -> None:
        with app.app_context():
            start.wait()
            try:
                outcomes[place] = deed()
            except Refused as refusal:
                outcomes[place] = refusal

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def count(kind: type, *where: Any) -> int:
    with everything("counting", quiet=True):
        return db.session().scalar(select(func.count()).select_from(kind).where(*where)) or 0


def test_the_last_administrator_stays_when_two_are_removed_at_once(context: Flask, cast: Cast):
    with everything("test", quiet=True):
        other = make.unit_role(cast.north, "诺言", "admin")
        make.save()
        unit_id = get_unit(cast.north.id).id
        roles = list(db.session().scalars(select(UnitRole.id).where(UnitRole.unit_id == unit_id, UnitRole.role == "admin")))
    assert len(roles) == 2 and other.id
    scope = cast.nora.scope

    def remove(role_id: int) -> Deed:
        def run() -> str:
            with everything("test", quiet=True):
                unit = get_unit(unit_id)
            end_unit_role(unit, role_id, by=scope)
            return "done"

        return run

    outcomes = at_once(context, *map(remove, roles))
    assert outcomes.count("done") == 1
    assert count(UnitRole, UnitRole.unit_id == unit_id, UnitRole.role == "admin") == 1


def test_many_speak_at_once_and_the_numbers_have_no_gap(context: Flask, cast: Cast):
    number, scopes = open_channel_about(cast.ana.scope, "partnership", cast.pact), (cast.ana.scope, cast.chen.scope)

    def say(place: int) -> Deed:
        def run() -> None:
            scope = scopes[place % 2]
            for line in range(5):
                with everything("test", quiet=True):
                    channel = get_channel(number)
                post_message(channel, text=f"{place}-{line}", client_id=str(uuid4()), by=scope)

        return run

    assert at_once(context, *map(say, range(6))) == [None] * 6
    with everything("test", quiet=True):
        assert list(db.session().scalars(select(Message.seq).order_by(Message.id))) == list(range(1, 31))


def test_one_message_sent_on_two_lines_at_once_stands_once(context: Flask, cast: Cast):
    number, scope, client_id = open_channel_about(cast.ana.scope, "partnership", cast.pact), cast.ana.scope, str(uuid4())

    def run() -> int:
        with everything("test", quiet=True):
            channel = get_channel(number)
        return post_message(channel, text="一次", client_id=client_id, by=scope)["seq"]

    assert at_once(context, *[run] * 4) == [1, 1, 1, 1]
    assert count(Message) == 1


def test_every_change_of_belonging_moves_the_epoch(context: Flask, cast: Cast):
    """No two changes share one step, or a scope kept between them would be believed for ever."""
    with everything("test", quiet=True):
        before, branch_id = epoch(), cast.third.id

    def join(place: int) -> Deed:
        def run() -> None:
            with everything("test", quiet=True), transaction():
                make.member(db.session().get_one(type(cast.third), branch_id), f"新人{place}")

        return run

    assert at_once(context, *map(join, range(6))) == [None] * 6
    assert epoch() == before + 6


def test_tries_at_one_door_at_once_are_no_more_than_in_a_row(context: Flask):
    def run() -> bool:
        return count_attempt(Trial("anna", "192.0.2.7"), by=ANONYMOUS).is_shut

    assert at_once(context, *[run] * (FREE_TRIES + 6)).count(False) == FREE_TRIES
    assert count(Attempt, Attempt.key == "sign-in:anna") == FREE_TRIES


def test_one_address_that_tries_many_names_at_once_waits_for_itself(context: Flask):
    """Counted per address too: other names give no further tries, not even at the same moment."""


    def trying(name: str) -> Deed:
        return lambda: count_attempt(Trial(name, "192.0.2.7"), by=ANONYMOUS).is_shut

    outcomes = at_once(context, *[trying(f"name{number}") for number in range(FREE_TRIES + 6)])
    assert outcomes.count(False) == FREE_TRIES


def test_a_form_sent_twice_at_once_is_one_deed(app: Flask, cast: Cast):
    desk = Blueprint("desk", __name__)

    @desk.post("/desk")
    @signed_in
    @once
    def write() -> Any:
        make.user("写下的人")
        return redirect_to("/done")

    app._got_first_request = False
    app.register_blueprint(desk)
    app.config["WTF_CSRF_ENABLED"] = False
    browsers = [cast.ana.visit(app) for _ in range(4)]
    start, answers = Barrier(4), []

    def send(browser: Any) -> None:
        start.wait()
        answers.append(browser.post("/desk", data={"once": "same"}))

    threads = [Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, "/done")}
    assert count(User, User.name == "写下的人") == 1
    assert count(Once) == 1
