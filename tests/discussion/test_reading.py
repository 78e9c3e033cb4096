"""D3: unread is counted on the server, the same on every device, and never anybody else's business."""

from coop.core.scope import entering
from coop.discussion import queries
from coop.discussion.actions import mark_read, mark_unread, recall_message
from tests.budget import statements
from tests.cast import Cast
from tests.discussion.conftest import open_channel_about
from tests.discussion.talking import change, mark, post, unread


def test_what_others_said_is_unread_and_ones_own_is_not(cast: Cast, pact_channel):
    mark(mark_read, pact_channel, 0, cast.ana.scope)
    post(pact_channel, cast.ana.scope)
    post(pact_channel, cast.ana.scope)
    assert (unread(cast.ana), unread(cast.chen), unread(cast.ben)) == (0, 2, 2)


def test_own_words_after_unread_ones_leave_those_unread(cast: Cast, pact_channel):
    mark(mark_read, pact_channel, 0, cast.ana.scope)
    post(pact_channel, cast.chen.scope)
    post(pact_channel, cast.ana.scope)
    assert unread(cast.ana) == 2


def test_reading_counts_down_to_the_place_that_was_seen(cast: Cast, pact_channel):
    for _ in range(5):
        post(pact_channel, cast.ana.scope)
    mark(mark_read, pact_channel, 3, cast.chen.scope)
    assert unread(cast.chen) == 2
    mark(mark_read, pact_channel, 1, cast.chen.scope)
    assert unread(cast.chen) == 2, "a slower device takes nothing back"
    mark(mark_read, pact_channel, 10**9, cast.chen.scope)
    assert unread(cast.chen) == 0


def test_changes_are_no_new_messages(cast: Cast, pact_channel):
    said = post(pact_channel, cast.ana.scope)
    mark(mark_read, pact_channel, 1, cast.chen.scope)
    change(recall_message, said, cast.ana.scope)
    assert unread(cast.chen) == 0


def test_marking_unread_brings_it_back_from_there_on(cast: Cast, pact_channel):
    for _ in range(4):
        post(pact_channel, cast.ana.scope)
    mark(mark_read, pact_channel, 4, cast.chen.scope)
    mark(mark_unread, pact_channel, 3, cast.chen.scope)
    assert unread(cast.chen) == 2
    assert unread(cast.cleo) == 4, "one person's reading is theirs"


def test_what_is_seen_from_above_or_not_at_all_is_not_counted(cast: Cast, pact_channel, third_channel, east_channel):
    mark(mark_read, east_channel, 0, cast.dara.scope)
    for channel, by in ((pact_channel, cast.ana), (third_channel, cast.ben), (east_channel, cast.dara)):
        post(channel, by.scope)
    assert (unread(cast.eve), unread(cast.nora), unread(cast.otto)) == (0, 0, 0)
    assert (unread(cast.dara), unread(cast.bella), unread(cast.chen)) == (0, 0, 1)


def test_the_badge_and_the_list_are_one_statement_each_however_many_channels(cast: Cast, pact_channel):
    for more in (0, 2):
        for branch in [cast.third, cast.gate][:more]:
            open_channel_about((cast.ana if branch is cast.third else cast.dara).scope, "branch", branch)
        scope = cast.ana.scope
        with entering(scope), statements() as sent:
            queries.unread_total(scope)
            queries.my_channels(scope)
        assert len(sent) == 2
