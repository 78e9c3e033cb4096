"""A branch that leaves takes its place along, a person who leaves gives the seat to the next; both only for what is to come."""

from coop.activities.actions import register_member
from coop.core import outbox
from coop.core.events import record
from coop.core.scope import everything
from coop.extensions import db
from coop.partnerships.events import PartyLeft
from coop.units.events import MembershipEnded
from tests import factories as make
from tests.activities.making import acting, host_of, peek, proposed, scheduled
from tests.cast import Cast, Person


def announce(event: object) -> None:
    """As if the slice whose event it is had done it; run twice, as the outbox may."""
    with everything("test", quiet=True):
        for _ in range(2):
            record(event, audience="user:1")
        make.save()
    outbox.drain()
    db.session.remove()


def test_a_branch_that_left_hosts_nothing_that_is_to_come(cast: Cast):
    coming, asked = scheduled(cast), proposed(cast)
    announce(PartyLeft(cast.pact.id, 1, cast.port.id, [cast.third.id], "合并"))
    assert host_of(coming, cast.port).state == "left" and peek(coming).state == "scheduled"
    assert host_of(asked, cast.port).state == "left" and peek(asked).state == "draft"
    assert host_of(coming, cast.third).is_confirmed


def test_who_leaves_the_branch_gives_the_seat_to_the_next(cast: Cast):
    with everything("test", quiet=True):
        made = make.member(cast.third, "甲一")
        make.save()
        next_one = Person(made.id, "甲一")
    number = scheduled(cast, quotas={cast.third.id: 1})
    for person in (cast.ben, next_one):
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)
    announce(MembershipEnded(1, cast.second.id, cast.ben.id))
    assert (host_of(number, cast.third).registered, host_of(number, cast.third).waiting) == (1, 1)
    announce(MembershipEnded(1, cast.third.id, cast.ben.id))
    assert (host_of(number, cast.third).registered, host_of(number, cast.third).waiting) == (1, 0)
    with acting(next_one, number) as (activity, by):
        assert register_member(activity, {}, by=by).is_registered
