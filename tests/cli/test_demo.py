"""The demonstration: as much as was promised, no two alike, nothing but what the rules of the house allow."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from coop.accounts.models import User
from coop.activities.models import Activity, Host, Registration
from coop.cli.demo import loading, reading, signs
from coop.core.errors import Conflict
from coop.core.events import Pending
from coop.core.scope import everything, scope_of
from coop.discussion.models import Channel, Message
from coop.extensions import db
from coop.library.models import Entry
from coop.notifications.models import Notification
from coop.partnerships.models import Partnership
from coop.partnerships.queries import story_of
from coop.units.models import Branch, Membership, Unit


@pytest.fixture
def house(context):
    loading.load_demo(context.extensions["coop.settings"])
    return context


def count(kind, *where) -> int:
    return db.session().scalar(select(func.count()).select_from(kind).where(*where))


def test_the_demonstration_is_what_was_promised_and_plays_by_the_rules(house):
    """One load, many looks: loading is the dear part."""
    settings = house.extensions["coop.settings"]
    with everything("looking at the demonstration", quiet=True):
        sizes = {kind.__name__: count(kind) for kind in (Unit, Branch, User, Partnership, Activity, Entry, Message)}
        assert sizes == {"Unit": 3, "Branch": 12, "User": 90, "Partnership": 4, "Activity": 20, "Entry": 60, "Message": 400}
        assert len(set(db.session().scalars(select(Partnership.state)))) == 4
        assert {"scheduled", "held", "proposed", "cancelled", "draft"} <= set(db.session().scalars(select(Activity.state)))
        assert {"draft", "in_review", "returned", "published", "featured"} <= set(db.session().scalars(select(Entry.state)))
        assert any(len(name) == 20 for name in db.session().scalars(select(Branch.name)))
        assert count(Notification) > 100
        assert 0 < count(Notification, Notification.state == "unread") < count(Notification)
        assert not count(Pending, Pending.error.is_not(None))
        seats_agree_with_names()
        every_partnership_tells_how_it_began()
        every_channel_counts_its_own_words()
        nobody_speaks_where_they_do_not_belong()
        lin = scope_of(db.session().scalar(select(User.id).where(User.username == "linxiuying")))
    assert lin.posts[0].role == "clerk"
    sheet = signs.sheet(settings)
    assert "linxiuying" in sheet
    password = signs.are_kept(settings) and sheet.partition("口令都是 ")[2].partition("）")[0]
    answer = house.test_client().post("/sign-in", data={"name": "linxiuying", "password": password})
    assert answer.status_code in (303, 400), "the token of the form is asked before the password"
    loading.load_demo(settings)
    with everything("loaded twice is loaded once", quiet=True):
        assert count(Message) == 400


def seats_agree_with_names() -> None:
    for host in db.session().scalars(select(Host)).unique().all():
        states = Counter(db.session().scalars(select(Registration.state).where(Registration.host_id == host.id)))
        assert (host.registered, host.waiting) == (states["registered"], states["waitlisted"])
        assert not states["waitlisted"] or host.registered == host.quota


def every_partnership_tells_how_it_began() -> None:
    for pact in db.session().scalars(select(Partnership)).unique().all():
        told = [deed.name for deed in story_of(pact, size=50)]
        assert ("PartnershipActivated" in told) is not pact.is_unanswered, (pact.name, told)
        assert told.count("PartyInvited") == len(pact.parties) - 1


def every_channel_counts_its_own_words() -> None:
    for channel in db.session().scalars(select(Channel)).all():
        numbers = db.session().scalars(select(Message.seq).where(Message.channel_id == channel.id).order_by(Message.seq))
        assert list(numbers) == list(range(1, channel.last_seq + 1))


def nobody_speaks_where_they_do_not_belong() -> None:
    held = {user_id: scope_of(user_id).audiences for user_id in db.session().scalars(select(Membership.user_id))}
    for sender_id, audience in db.session().execute(select(Message.sender_id, Message.audience).distinct()):
        assert audience in held[sender_id]


def test_a_house_with_people_of_its_own_takes_no_demonstration(context, cast):
    with pytest.raises(Conflict):
        loading.load_demo(context.extensions["coop.settings"])
    with everything("looking", quiet=True):
        assert count(Message) == 0


def test_the_texts_are_all_different_and_all_filled_in():
    titles = [written.title for written in reading.entries()]
    assert len(set(titles)) == len(titles) == 60
    said = [words for talk in reading.talks() for _, _, lines in talk.sittings for _, words in lines]
    assert len(said) == 400
    assert all(words.strip() for words in said)
    assert any("黨" in written.body + written.title for written in reading.entries()), "some of it in traditional glyphs"
