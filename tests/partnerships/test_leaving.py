"""P9: any party may leave; two keys pause, resume, conclude and end; the space turns read-only; silence lapses."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from coop.core import audience, clock
from coop.core.errors import Conflict, Forbidden, Invalid
from coop.core.events import Deed
from coop.core.outbox import drain
from coop.core.scope import Scope, entering, everything
from coop.extensions import db
from coop.partnerships import queries
from coop.partnerships.actions import (
    consent_to_motion,
    lapse_overdue,
    lapse_unanswered,
    leave_partnership,
    make_motion,
    refuse_motion,
    withdraw_motion,
    withdraw_proposal,
)
from coop.partnerships.desk import Desk
from tests import factories as make
from tests.cast import Cast
from tests.partnerships.asking import (
    approve,
    clerk_of,
    decline,
    found_by,
    partnered,
    party_of,
    propose,
    state_of,
    third_unit,
)


def told(name: str) -> list[dict]:
    return list(db.session().scalars(select(Deed.facts).where(Deed.name == f"partnerships.{name}").order_by(Deed.id)))


def overdue(number: int) -> None:
    """The answer date of that proposal was yesterday."""
    queries.get_partnership(number).answer_until = clock.today() - timedelta(days=1)
    make.save()


def test_whoever_leaves_sees_the_space_no_more_and_one_alone_ends_it(cast: Cast):
    number, _, port = partnered(cast)
    assert audience.partnership(number) in cast.chen.scope.audiences
    leave_partnership(port, "机构调整", by=cast.chen.scope)
    assert audience.partnership(number) not in cast.chen.scope.audiences
    assert found_by(cast.chen, number) is None and found_by(cast.cleo, number) is None
    assert found_by(cast.ben, number).state == "terminated"
    assert told("PartyLeft")[0]["reason"] == "机构调整"
    assert set(told("PartnershipTerminated")[0]["branch_ids"]) == {cast.third.id, cast.port.id}
    with pytest.raises(Conflict, match="共建已经结束"):
        leave_partnership(party_of(number, cast.third), "我也走", by=cast.ana.scope)


def test_of_three_one_leaves_and_two_go_on(cast: Cast):
    west, boss = third_unit()
    number = propose(cast.ana, cast.third, cast.port, west)
    approve(cast.chen, number, cast.port)
    approve(boss, number, west)
    leave_partnership(party_of(number, cast.third), "任务完成", by=cast.ana.scope)
    assert state_of(number) == "active"
    assert found_by(cast.ana, number) is None and found_by(boss, number)


def test_nobody_is_made_to_leave_by_another_or_by_a_clerk(cast: Cast):
    _, _, port = partnered(cast)
    for person in (cast.ana, cast.cleo, cast.ben):
        with pytest.raises(Forbidden):
            leave_partnership(port, "请走", by=person.scope)
    with pytest.raises(Invalid):
        leave_partnership(port, " ", by=cast.chen.scope)


@pytest.mark.parametrize(("kind", "state"), [("pause", "paused"), ("conclude", "concluded"), ("terminate", "terminated")])
def test_a_change_takes_a_key_of_two_parties_and_closes_the_space(cast: Cast, kind, state):
    number, third, port = partnered(cast)
    motion = make_motion(third, kind, "年底检修", by=cast.ana.scope).id
    assert queries.get_partnership(number).is_open
    with pytest.raises(Forbidden, match="另一方"):
        consent_to_motion(third, motion, by=cast.ana.scope)
    with pytest.raises(Forbidden):
        consent_to_motion(port, motion, by=cast.cleo.scope)
    consent_to_motion(port, motion, by=cast.chen.scope)
    found = queries.get_partnership(number)
    assert (found.state, found.is_open, found.state_reason) == (state, False, "年底检修")
    assert found_by(cast.ben, number), "what was built stays readable"


def test_what_was_paused_is_resumed_by_two_parties(cast: Cast):
    number, third, port = partnered(cast)
    consent_to_motion(port, make_motion(third, "pause", "检修", by=cast.ana.scope).id, by=cast.chen.scope)
    with pytest.raises(Conflict):
        make_motion(third, "pause", "再停", by=cast.ana.scope)
    consent_to_motion(third, make_motion(port, "resume", "修好了", by=cast.chen.scope).id, by=cast.ana.scope)
    assert state_of(number) == "active"


def test_one_change_at_a_time_and_a_decided_one_is_decided(cast: Cast):
    number, third, port = partnered(cast)
    motion = make_motion(third, "pause", "检修", by=cast.ana.scope).id
    with pytest.raises(Conflict, match="已有一项变更"):
        make_motion(port, "conclude", "总结", by=cast.chen.scope)
    refuse_motion(port, motion, "下月有活动", by=cast.chen.scope)
    assert told("MotionRefused")[0]["reason"] == "下月有活动"
    with pytest.raises(Conflict, match="已经有了结果"):
        consent_to_motion(port, motion, by=cast.chen.scope)
    again = make_motion(third, "pause", "检修", by=cast.ana.scope).id
    with pytest.raises(Forbidden):
        withdraw_motion(port, again, by=cast.chen.scope)
    withdraw_motion(third, again, by=cast.ana.scope)
    assert state_of(number) == "active"


def test_a_conclusion_wants_a_summary_and_an_unknown_motion_is_none(cast: Cast):
    _, third, _ = partnered(cast)
    for kind, text in (("conclude", ""), ("conclude", "长" * 2001), ("pause", ""), ("erase", "x")):
        with pytest.raises(Invalid):
            make_motion(third, kind, text, by=cast.ana.scope)


def test_a_newcomer_is_asked_only_when_all_parties_want_it_and_then_turns_two_keys_too(cast: Cast):
    """P5, later accession."""
    west, boss = third_unit()
    number, third, port = partnered(cast)
    motion = make_motion(third, "admit", "他们懂电", invitee_id=west.id, by=cast.ana.scope).id
    assert found_by(boss, number) is None
    with pytest.raises(Invalid, match="正在受邀"):
        make_motion(port, "admit", "他们懂电", invitee_id=west.id, by=cast.chen.scope)
    consent_to_motion(port, motion, by=cast.chen.scope)
    assert found_by(boss, number) and party_of(number, west).state == "invited"
    approve(boss, number, west)
    assert [party.branch_id for party in queries.get_partnership(number).joined] == [cast.third.id, cast.port.id, west.id]
    last = make_motion(party_of(number, west), "admit", "教育口", invitee_id=cast.gate.id, by=boss.scope).id
    consent_to_motion(third, last, by=cast.ana.scope)
    assert party_of(number, cast.port) and found_by(cast.dara, number) is None
    consent_to_motion(port, last, by=cast.chen.scope)
    assert found_by(cast.dara, number)


def test_motions_fall_when_a_party_leaves_and_a_party_that_left_may_be_asked_again(cast: Cast):
    west, boss = third_unit()
    number = propose(cast.ana, cast.third, cast.port, west)
    approve(cast.chen, number, cast.port)
    approve(boss, number, west)
    motion = make_motion(party_of(number, west), "pause", "缓一缓", by=boss.scope).id
    leave_partnership(party_of(number, west), "不做了", by=boss.scope)
    assert queries.find_motion(number, motion).state == "withdrawn"
    back = make_motion(party_of(number, cast.third), "admit", "请回来", invitee_id=west.id, by=cast.ana.scope).id
    consent_to_motion(party_of(number, cast.port), back, by=cast.chen.scope)
    approve(boss, number, west)
    assert party_of(number, west).is_joined


@pytest.fixture
def asked_back(cast: Cast) -> int:
    """Its proposer left a partnership of three and is asked by the two that stayed."""
    west, boss = third_unit()
    number = propose(cast.ana, cast.third, cast.port, west)
    for person, branch in ((cast.chen, cast.port), (boss, west)):
        approve(person, number, branch)
    leave_partnership(party_of(number, cast.third), "先缓一年", by=cast.ana.scope)
    back = make_motion(party_of(number, cast.port), "admit", "请回来", invitee_id=cast.third.id, by=cast.chen.scope).id
    consent_to_motion(party_of(number, west), back, by=boss.scope)
    return number


def test_a_proposer_that_left_is_asked_back_and_answers_like_anybody_who_is_asked(cast: Cast, asked_back: int):
    with entering(cast.ana.scope):
        partnership = queries.get_partnership(asked_back)
        assert partnership.is_sent
        assert [answer.is_own_draft for answer in Desk(partnership, cast.ana.scope).answers] == [False]
    approve(cast.ana, asked_back, cast.third)
    assert party_of(asked_back, cast.third).is_joined
    assert [set(facts["branch_ids"]) for facts in told("PartyJoined")][-1] >= {cast.third.id, cast.port.id}


def test_a_proposer_that_is_asked_back_may_let_the_date_pass(cast: Cast, asked_back: int):
    with everything("the date passes", quiet=True):
        queries.get_partnership(asked_back).answer_until = clock.today() - timedelta(days=1)
        make.save()
    for silent in (1, 0):
        assert lapse_overdue(None, by=Scope(reason="the clock", is_operator=True)) == silent
    assert (state_of(asked_back), party_of(asked_back, cast.third).state) == ("active", "declined")


def test_a_proposer_that_is_asked_back_may_say_no(cast: Cast, asked_back: int):
    decline(cast.ana, asked_back, cast.third, "明年再说")
    assert (state_of(asked_back), party_of(asked_back, cast.third).reason) == ("active", "明年再说")


def test_a_motion_of_another_partnership_is_not_found_by_its_number(cast: Cast):
    """T-05: a foreign number inside a sound request."""
    _, _, port = partnered(cast)
    other = propose(cast.bella, cast.second, cast.gate)
    approve(cast.dara, other, cast.gate)
    foreign = make_motion(party_of(other, cast.second), "pause", "别处", by=cast.bella.scope).id
    with pytest.raises(Exception, match="没有找到"):
        consent_to_motion(port, foreign, by=cast.chen.scope)


def test_silence_lapses_after_the_answer_date_and_not_before(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    with everything("the clock", quiet=True) as clockwork:
        assert lapse_unanswered(queries.get_partnership(number), by=clockwork).state == "proposed"
        overdue(number)
        with pytest.raises(Conflict, match="答复期限已过"):
            approve(cast.chen, number, cast.port)
        assert lapse_overdue(None, by=clockwork) == 1
        assert lapse_overdue(None, by=clockwork) == 0
    assert state_of(number) == "lapsed"
    assert cast.port.id in told("PartnershipLapsed")[0]["branch_ids"]
    with pytest.raises(Forbidden):
        lapse_overdue(None, by=cast.ana.scope)


def test_at_the_answer_date_two_that_joined_begin(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.gate)
    approve(cast.chen, number, cast.port)
    overdue(number)
    lapse_overdue(None, by=Scope(reason="the clock", is_operator=True))
    assert state_of(number) == "active"
    assert party_of(number, cast.gate).state == "declined" and found_by(cast.dara, number) is None


def test_the_clock_is_a_reaction_that_is_due_the_day_after(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    drain()
    assert state_of(number) == "proposed"


def test_a_draft_that_nobody_approved_lapses_without_a_word_to_the_invited(cast: Cast):
    number = propose(clerk_of(cast.third), cast.third, cast.port)
    overdue(number)
    lapse_overdue(None, by=Scope(reason="the clock", is_operator=True))
    assert state_of(number) == "lapsed"
    assert told("PartnershipLapsed")[0]["branch_ids"] == [cast.third.id] and not told("PartyDeclined")
    assert party_of(number, cast.port).state == "invited" and found_by(cast.chen, number) is None


def test_an_active_partnership_is_not_withdrawn(cast: Cast):
    _, third, _ = partnered(cast)
    with pytest.raises(Conflict):
        withdraw_proposal(third, "撤", by=cast.ana.scope)
