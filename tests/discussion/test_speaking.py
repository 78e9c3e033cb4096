"""What is said stands in one order, once, and only those who may say, change and remove."""

from uuid import uuid4

import pytest
from sqlalchemy import inspect, select

from coop.core.clock import after
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.events import Deed
from coop.core.scope import entering, everything
from coop.discussion import actions, queries
from coop.discussion.actions import edit_message, mark_read, recall_message, remove_message
from coop.discussion.models import Channel, Message
from coop.extensions import db
from coop.partnerships.models import Partnership
from tests import factories as make
from tests.cast import Cast
from tests.discussion.talking import change, entries, mark, post

pytestmark = pytest.mark.both_databases


def number(row) -> int:
    return inspect(row).identity[0]


def test_messages_stand_under_the_numbers_of_their_channel(cast: Cast, pact_channel, east_channel):
    ana, chen, dara = cast.ana.scope, cast.chen.scope, cast.dara.scope
    post(pact_channel, ana, "26 号的排查")
    post(east_channel, dara, "别处的话")
    post(pact_channel, chen, "我们来 6 个人")
    assert [(e["seq"], e["name"], e["text"]) for e in entries(pact_channel, ana)] == [
        (1, "安娜", "26 号的排查"), (2, "陈立", "我们来 6 个人"),
    ]  # fmt: skip


def test_d4_every_message_shows_the_branch_its_sender_speaks_for(cast: Cast, pact_channel, third_channel):
    with everything("test", quiet=True):
        make.membership(cast.second, cast.ana.user, "member")
        make.membership(cast.second, cast.ben.user, "member")
        make.save()
    assert post(pact_channel, cast.ana.scope, "a")["line"] == "北方机械 第三支部"
    assert post(pact_channel, cast.chen.scope, "c")["line"] == "南港物流 第一支部"


def test_d2_the_same_message_sent_twice_is_one(cast: Cast, pact_channel):
    number = str(uuid4())
    first = post(pact_channel, cast.ana.scope, "一次", client_id=number)
    again = post(pact_channel, cast.ana.scope, "一次", client_id=number)
    assert (again["id"], again["seq"]) == (first["id"], 1)
    assert len(entries(pact_channel, cast.ana.scope)) == 1
    assert post(pact_channel, cast.ben.scope, "另一个人", client_id=number)["seq"] == 2


def test_r05_too_long_or_empty_is_refused_in_a_sentence(cast: Cast, pact_channel):
    with pytest.raises(Invalid, match=r"8,000 字，现在有 9000 字") as refusal:
        post(pact_channel, cast.ana.scope, "长" * 9000)
    assert refusal.value.field == "text"
    with pytest.raises(Invalid, match="请写点内容"):
        post(pact_channel, cast.ana.scope, " \n\u202e\x00 ")
    assert post(pact_channel, cast.ana.scope, "长" * 8000)["seq"] == 1


def test_outsiders_neither_read_nor_speak(cast: Cast, pact_channel, third_channel):
    for channel in (pact_channel, third_channel):
        with entering(cast.dara.scope), pytest.raises(NotFound):
            queries.get_channel(channel)
        with pytest.raises(NotFound):
            post(channel, cast.dara.scope, "偷偷说")
    with pytest.raises(NotFound):
        post(third_channel, cast.chen.scope, "对方支部自己的频道")
    assert entries(pact_channel, cast.ana.scope) == []


def test_whoever_has_no_branch_listens_only(cast: Cast, pact_channel):
    with entering(cast.eve.scope):
        assert queries.get_channel(pact_channel)
    with pytest.raises(Forbidden):
        post(pact_channel, cast.eve.scope, "委员会")


@pytest.mark.parametrize("state", ["proposed", "paused", "concluded", "terminated"])
def test_a_partnership_that_is_not_active_is_read_only(cast: Cast, pact_channel, state):
    said = post(pact_channel, cast.ana.scope, "还在进行")
    with everything("test", quiet=True):
        db.session().get(Partnership, number(cast.pact)).state = state
        make.save()
    with pytest.raises(Conflict, match="只能查看"):
        post(pact_channel, cast.ana.scope, "之后")
    with pytest.raises(Conflict, match="只能查看"):
        change(edit_message, said, cast.ana.scope, text="改")
    assert [e["text"] for e in entries(pact_channel, cast.chen.scope)] == ["还在进行"]


def test_a_change_is_an_entry_of_the_same_sequence_and_carries_the_whole_message(cast: Cast, pact_channel):
    said = post(pact_channel, cast.ana.scope, "十八项")
    post(pact_channel, cast.chen.scope, "好")
    change(edit_message, said, cast.ana.scope, text="二十项")
    missed = entries(pact_channel, cast.chen.scope, after=2)
    assert [(e["seq"], e["kind"], e["target"]["seq"], e["target"]["text"]) for e in missed] == [(3, "edit", 1, "二十项")]
    assert entries(pact_channel, cast.chen.scope)[0]["state"] == "edited"


def test_what_is_recalled_is_gone_on_every_way_and_from_the_database(cast: Cast, pact_channel):
    said = post(pact_channel, cast.ana.scope, "说错了")
    change(edit_message, said, cast.ana.scope, text="又说错了")
    change(recall_message, said, cast.ana.scope)
    assert "说错" not in str(entries(pact_channel, cast.chen.scope))
    with everything("test", quiet=True):
        assert "说错" not in "".join(db.session().scalars(select(Message.text)))
        assert "说错" not in db.session().scalar(select(Channel.last_line).where(Channel.id == pact_channel))
    with pytest.raises(Conflict, match="已经撤回"):
        change(edit_message, said, cast.ana.scope, text="再来")


def last_line(channel: int) -> str | None:
    with everything("test", quiet=True):
        return db.session().scalar(select(Channel.last_line).where(Channel.id == channel))


def test_words_that_an_edit_replaced_leave_the_list_of_channels(cast: Cast, pact_channel):
    said = post(pact_channel, cast.ben.scope, "误贴口令 hunter2")
    change(edit_message, said, cast.ben.scope, text="已更正")
    assert last_line(pact_channel) == "贲小满：已更正"
    post(pact_channel, cast.chen.scope, "收到")
    change(edit_message, said, cast.ben.scope, text="再改一次")
    assert last_line(pact_channel) == "陈立：收到", "what was said last is still said last"


def test_only_its_author_changes_a_message_and_only_for_a_day(cast: Cast, pact_channel):
    said = post(pact_channel, cast.ben.scope, "我的话")
    for other in (cast.ana, cast.chen):
        with pytest.raises(Forbidden):
            change(edit_message, said, other.scope, text="替他改")
        with pytest.raises(Forbidden):
            change(recall_message, said, other.scope)
    with pytest.raises(NotFound):
        change(recall_message, said, cast.dara.scope)
    with everything("test", quiet=True):
        db.session().get(Message, said["id"]).at = after(days=-2)
        make.save()
    with pytest.raises(Conflict, match="24 小时"):
        change(recall_message, said, cast.ben.scope)


def test_an_officer_of_the_senders_side_removes_with_a_reason_that_the_author_is_told(cast: Cast, pact_channel):
    said = post(pact_channel, cast.ben.scope, "不合适的话")
    for other in (cast.chen, cast.ben):
        with pytest.raises(Forbidden):
            change(remove_message, said, other.scope, reason="理由")
    with pytest.raises(Invalid, match="理由") as refusal:
        change(remove_message, said, cast.ana.scope, reason="  ")
    assert refusal.value.field == "reason"
    change(remove_message, said, cast.ana.scope, reason="涉及个人电话")
    target = entries(pact_channel, cast.chen.scope)[-1]["target"]
    assert (target["state"], target["text"], target["reason"]) == ("removed", "", "涉及个人电话")
    with everything("test", quiet=True):
        deed = db.session().scalars(select(Deed).where(Deed.name == "discussion.MessageRemoved")).one()
    assert deed.facts["author_id"] == cast.ben.id and deed.audience == f"partnership:{number(cast.pact)}"


def test_t05_a_mention_reaches_members_only_and_ten_at_most(cast: Cast, pact_channel):
    post(pact_channel, cast.chen.scope, "我在")
    said = post(
        pact_channel, cast.ana.scope, "@陈立 @达拉 @贲小满 看看", mentions=[cast.chen.id, cast.dara.id, cast.ben.id, 10**9]
    )
    assert said["mentions"] == [{"id": cast.chen.id, "name": "陈立"}, {"id": cast.ben.id, "name": "贲小满"}]
    assert post(pact_channel, cast.ana.scope, "没有点名", mentions=[cast.chen.id])["mentions"] == []
    with everything("test", quiet=True):
        names = {make.member(cast.third, f"成员{n}").id: f"成员{n}" for n in range(11)}
        make.save()
        told = [d.facts["user_id"] for d in db.session().scalars(select(Deed).where(Deed.name == "discussion.MemberMentioned"))]
    assert sorted(told) == sorted([cast.chen.id, cast.ben.id])
    with pytest.raises(Invalid, match="最多提到 10 个人"):
        post(pact_channel, cast.ana.scope, " ".join(f"@{n}" for n in names.values()), mentions=list(names))


def test_a_plain_message_makes_no_event(cast: Cast, pact_channel):
    post(pact_channel, cast.ana.scope, "普通的话")
    with everything("test", quiet=True):
        assert not list(db.session().scalars(select(Deed).where(Deed.name.like("discussion.Me%"))))


def test_opening_twice_finds_the_first(cast: Cast, pact_channel):
    with entering(cast.chen.scope):
        again = actions.open_channel(queries.get_subject("partnership", number(cast.pact)), by=cast.chen.scope)
        assert again.id == pact_channel


def test_nobody_opens_a_channel_about_what_is_not_theirs(cast: Cast):
    with everything("test", quiet=True):
        foreign = queries.get_subject("branch", number(cast.third))
    with pytest.raises(Forbidden):
        actions.open_channel(foreign, by=cast.dara.scope)
    with entering(cast.dara.scope), pytest.raises(NotFound):
        queries.get_subject("partnership", number(cast.pact))


def test_an_entry_has_no_field_that_is_not_told(cast: Cast, pact_channel):
    assert set(post(pact_channel, cast.ana.scope)) == {
        "channel", "seq", "kind", "id", "client_id", "sender", "name", "line", "branch", "at",
        "state", "text", "reason", "mentions",
    }  # fmt: skip


def test_marking_read_needs_no_right_to_speak(cast: Cast, pact_channel):
    post(pact_channel, cast.ana.scope, "一")
    assert mark(mark_read, pact_channel, 1, cast.eve.scope) == 1


def test_a_partner_can_be_called_before_they_have_said_a_word(cast: Cast, pact_channel):
    with entering(cast.ana.scope):
        names = queries.people_to_mention(db.session().get_one(Channel, pact_channel))
    assert names[cast.chen.id] == "陈立" and names[cast.ben.id] == "贲小满"
    assert cast.dara.id not in names and cast.bella.id not in names
