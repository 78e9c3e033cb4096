"""A place to talk comes by itself when a partnership begins and when an activity's date stands."""

import pytest
from sqlalchemy import inspect

from coop.core import outbox
from coop.core.actions import transaction
from coop.core.events import record
from coop.core.scope import entering, everything
from coop.discussion import queries
from coop.extensions import db
from coop.partnerships.events import PartnershipActivated
from tests.activities.making import scheduled
from tests.cast import Cast


def test_a_partnership_that_begins_has_a_channel_however_often_it_is_told(cast: Cast):
    pact = inspect(cast.pact).identity[0]
    for _ in range(2):
        with everything("test", quiet=True), transaction():
            record(PartnershipActivated(pact, []))
        outbox.drain()
    with entering(cast.chen.scope):
        assert queries.find_channel_about("partnership", pact).title == "安全互促共建"
    with entering(cast.dara.scope):
        assert queries.find_channel_about("partnership", pact) is None


@pytest.fixture
def detached(cast: Cast) -> Cast:
    """Rows that keep their numbers whoever looks, as the making of activities wants them."""
    with everything("test", quiet=True):
        for row in (cast.third, cast.port, cast.pact):
            db.session().refresh(row)
            db.session().expunge(row)
    return cast


def test_those_who_hold_an_activity_talk_about_it_and_nobody_else(detached: Cast):
    cast = detached
    number = scheduled(cast)
    outbox.drain()
    with entering(cast.ana.scope):
        channel = queries.find_channel_about("activity", number)
        assert channel and channel.audience.split(":")[0] in ("partnership", "branch")
    with entering(cast.dara.scope):
        assert queries.find_channel_about("activity", number) is None
    assert outbox.drain() == 0
