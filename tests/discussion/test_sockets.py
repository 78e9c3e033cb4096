"""The discussion on real sockets: who hears what, in which order, how often, and for how long."""

import threading
import time
from uuid import uuid4

import pytest
from sqlalchemy import delete, select

from coop.accounts.models import User, WebSession
from coop.core.actions import transaction
from coop.core.scope import everything
from coop.discussion.actions import edit_message, mark_read
from coop.extensions import db
from coop.partnerships.models import Party
from coop.units.models import Membership
from tests.cast import Cast
from tests.discussion.talking import change, entries, mark, post

MISSING = 999_999


def say(socket, channel: int, text: str, **fields) -> dict:
    return socket.ask("post", {"channel": channel, "client_id": str(uuid4()), "text": text} | fields)


def alter(statement_or_row) -> None:
    with everything("test", quiet=True), transaction():
        for row in db.session().scalars(statement_or_row).unique():
            row.state = "left" if isinstance(row, Party) else "ended" if isinstance(row, Membership) else "locked"


def test_what_one_says_the_other_hears_and_the_sender_is_acknowledged(cast: Cast, live, pact_channel):
    ana, chen = live.connect(cast.ana), live.connect(cast.chen)
    assert ana.ask("join", {"channel": pact_channel}) == {"ok": True, "head": 0}
    assert chen.ask("join", {"channel": pact_channel})["ok"]
    answer = say(ana, pact_channel, "26 号的排查")
    assert (answer["ok"], answer["seq"]) == (True, 1)
    heard = chen.hears("entry")[0]
    assert (heard["seq"], heard["name"], heard["line"], heard["text"]) == (1, "安娜", "北方机械 第三支部", "26 号的排查")


@pytest.mark.parametrize(
    ("event", "more"),
    [("join", {}), ("typing", {}), ("read", {"seq": 1}), ("post", {"client_id": str(uuid4()), "text": "偷听"})],
)
def test_r03_every_event_of_dara_answers_as_if_the_channel_did_not_exist(cast: Cast, live, pact_channel, event, more):
    post(pact_channel, cast.ana.scope, "秘密")
    dara, ana = live.connect(cast.dara), live.connect(cast.ana)
    ana.ask("join", {"channel": pact_channel})
    real, missing = (dara.ask(event, {"channel": number} | more) for number in (pact_channel, MISSING))
    assert real == missing and (real["ok"], real["status"]) == (False, 404)
    say(ana, pact_channel, "第二句")
    ana.hears("entry")
    assert not dara.told("entry") and not dara.told("typing")
    assert dara.ask("leave", {"channel": pact_channel}) == dara.ask("leave", {"channel": MISSING}) == {"ok": True}
    assert dara.ask("sync", {"cursors": {str(pact_channel): 0, str(MISSING): 0}}) == {"ok": True, "channels": {}}


def test_who_has_no_branch_hears_and_may_not_speak(cast: Cast, live, pact_channel):
    eve = live.connect(cast.eve)
    assert eve.ask("join", {"channel": pact_channel})["ok"]
    assert say(eve, pact_channel, "委员会")["status"] == 403
    assert eve.ask("typing", {"channel": pact_channel})["status"] == 403


def test_d2_a_lost_acknowledgement_is_answered_again_and_nothing_doubles(cast: Cast, live, pact_channel):
    number = str(uuid4())
    first = live.connect(cast.ana).ask("post", {"channel": pact_channel, "client_id": number, "text": "一次"})
    again = live.connect(cast.ana).ask("post", {"channel": pact_channel, "client_id": number, "text": "一次"})
    assert first == again
    assert len(entries(pact_channel, cast.ana.scope)) == 1


def test_d2_after_a_reconnect_what_was_missed_is_filled(cast: Cast, live, pact_channel):
    for number in range(5):
        said = post(pact_channel, cast.ana.scope, f"第 {number} 句")
    change(edit_message, said, cast.ana.scope, text="改过的")
    chen = live.connect(cast.chen)
    answer = chen.ask("sync", {"cursors": {str(pact_channel): 3}})["channels"][str(pact_channel)]
    assert [entry["seq"] for entry in answer["entries"]] == [4, 5, 6]
    assert (answer["head"], answer["more"], answer["reset"]) == (6, False, False)
    say(live.connect(cast.ana), pact_channel, "之后")
    assert chen.hears("entry")[0]["seq"] == 7, "syncing joins as well"


def test_concurrent_writers_get_one_sequence_without_holes(cast: Cast, live, pact_channel):
    people = [cast.ana, cast.ben, cast.chen, cast.cleo]
    sockets = [live.connect(person) for person in people]
    watcher = live.connect(cast.ana)
    watcher.ask("join", {"channel": pact_channel})

    def talk(socket) -> None:
        for number in range(8):
            assert say(socket, pact_channel, f"{number}")["ok"]

    threads = [threading.Thread(target=talk, args=[socket]) for socket in sockets]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    heard = watcher.hears("entry", count=32)
    assert [entry["seq"] for entry in heard] == list(range(1, 33))
    for person in people:
        assert [e["text"] for e in heard if e["sender"] == person.id] == [str(n) for n in range(8)]


def test_r05_nine_thousand_characters_are_a_sentence_at_the_composer(cast: Cast, live, pact_channel):
    answer = say(live.connect(cast.ana), pact_channel, "长" * 9000)
    assert (answer["status"], answer["field"]) == (422, "text") and "8,000 字" in answer["error"]


def test_r06_too_many_is_an_error_with_a_time_and_then_the_end(cast: Cast, live, pact_channel):
    ana, chen = live.connect(cast.ana), live.connect(cast.chen)
    answers = [say(ana, pact_channel, "0")]
    while answers[-1]["ok"] and len(answers) < 40:  # one a second is given back while a slow machine sends the rest
        answers.append(say(ana, pact_channel, f"{len(answers)}"))
    assert len(answers) > 20
    assert answers[-1]["status"] == 429 and 0 < answers[-1]["retry_after"] <= 1
    for _ in range(6):
        if not ana.is_closed:
            say(ana, pact_channel, "还要说")
    assert ana.closes(seconds=3)
    assert say(chen, pact_channel, "别人不受影响")["ok"]


def test_r06_the_third_refusal_in_a_row_ends_the_line_and_a_deed_between_begins_anew(cast: Cast, live, pact_channel):
    ana, wrong = live.connect(cast.ana), {"channel": "九"}
    for _ in range(2):
        assert [ana.ask("join", wrong)["error"] for _ in range(2)] == ["schema"] * 2
        assert ana.ask("join", {"channel": pact_channel})["ok"]
    for _ in range(3):
        assert not ana.is_closed
        ana.ask("join", wrong)
    assert ana.closes(seconds=3)


def test_t10_a_party_that_left_hears_nothing_two_seconds_later(cast: Cast, live, pact_channel):
    ana, chen = live.connect(cast.ana), live.connect(cast.chen)
    for socket in (ana, chen):
        socket.ask("join", {"channel": pact_channel})
    began = time.monotonic()
    alter(select(Party).where(Party.branch_id == db.inspect(cast.port).identity[0]))
    assert chen.hears("evicted", seconds=2) == [{"channel": pact_channel}]
    assert time.monotonic() - began < 2
    say(ana, pact_channel, "只剩我们")
    ana.hears("entry")
    assert not chen.told("entry")
    assert chen.ask("join", {"channel": pact_channel})["status"] == 404


def test_t10_a_membership_that_ends_ends_speaking_at_once(cast: Cast, live, pact_channel):
    ben = live.connect(cast.ben)
    ben.ask("join", {"channel": pact_channel})
    alter(select(Membership).where(Membership.user_id == cast.ben.id))
    assert say(ben, pact_channel, "最后一句")["status"] == 404
    assert ben.hears("evicted", seconds=2)


@pytest.mark.parametrize("how", ["signed out", "locked"])
def test_s02_the_end_of_a_session_closes_its_sockets_within_two_seconds(cast: Cast, live, pact_channel, how):
    ana, chen = live.connect(cast.ana), live.connect(cast.chen)
    if how == "locked":
        alter(select(User).where(User.id == cast.ana.id))
    else:
        with everything("test", quiet=True), transaction():
            db.session().execute(delete(WebSession).where(WebSession.user_id == cast.ana.id))
    assert ana.closes(seconds=2.2)
    assert not chen.is_closed


def test_unread_counts_go_to_the_person_and_to_all_their_devices(cast: Cast, live, pact_channel):
    desk, phone, other = live.connect(cast.chen), live.connect(cast.chen), live.connect(cast.dara)
    post(pact_channel, cast.ana.scope)
    assert desk.hears("unread", seconds=3)[0]["total"] == 1
    desk.ask("read", {"channel": pact_channel, "seq": 1})
    assert phone.hears("unread", count=2)[-1] == {"channel": pact_channel, "seq": 1, "unread": 0, "total": 0}
    mark(mark_read, pact_channel, 1, cast.ana.scope)
    assert not other.told("unread")


def test_the_hint_of_what_is_new_carries_the_words_as_they_stand_now(cast: Cast, live, pact_channel):
    said = post(pact_channel, cast.ana.scope, "误贴口令")
    change(edit_message, said, cast.ana.scope, text="已更正")
    hint = live.connect(cast.chen).hears("unread", seconds=15)[0]
    assert hint == {"channel": pact_channel, "total": 1, "line": "安娜：已更正"}


def test_heads_tell_of_a_last_message_that_was_lost(cast: Cast, live, pact_channel, monkeypatch):
    from coop.discussion import sockets

    chen = live.connect(cast.chen)
    chen.ask("join", {"channel": pact_channel})
    post(pact_channel, cast.ana.scope)
    monkeypatch.setattr(sockets.Heads, "due", 0.0)
    assert chen.hears("heads", seconds=3)[0] == {str(pact_channel): 1}


def test_typing_is_told_and_kept_nowhere(cast: Cast, live, pact_channel):
    ana, chen = live.connect(cast.ana), live.connect(cast.chen)
    chen.ask("join", {"channel": pact_channel})
    assert ana.ask("typing", {"channel": pact_channel}) == {"ok": True}
    assert chen.hears("typing") == [{"channel": pact_channel, "user": cast.ana.id, "name": "安娜"}]
    assert entries(pact_channel, cast.ana.scope) == []
