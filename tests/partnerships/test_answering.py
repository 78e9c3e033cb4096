"""P3, P4, P5: one branch asks others; a clerk's key and a secretary's key on each side; what the answers lead to."""

import pytest
from sqlalchemy import select

from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.events import Deed
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.partnerships import queries
from coop.partnerships.actions import (
    agree_to_join,
    approve_party,
    close_round,
    decline_invitation,
    propose_partnership,
    remind_invited,
    withdraw_proposal,
)
from coop.partnerships.models import PARTY_STATES
from coop.units.models import Unit
from tests.cast import Cast
from tests.partnerships.asking import (
    a_proposal,
    agree,
    approve,
    clerk_of,
    decline,
    found_by,
    party_of,
    propose,
    state_of,
    third_unit,
)  # fmt: skip


def facts_of(name: str) -> dict:
    with everything("test", quiet=True):
        return db.session().scalars(select(Deed.facts).where(Deed.name == f"partnerships.{name}")).all()[-1]


def test_south_turns_two_keys_the_third_declines_and_the_partnership_begins(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.second)
    assert state_of(number) == "proposed"
    agree(cast.cleo, number, cast.port)
    assert state_of(number) == "negotiating"
    approve(cast.chen, number, cast.port)
    assert state_of(number) == "negotiating"
    decline(cast.bella, number, cast.second, "今年任务已满")
    assert state_of(number) == "active"
    told = facts_of("PartyDeclined")
    assert told["reason"] == "今年任务已满"
    assert set(told["branch_ids"]) == {cast.third.id, cast.port.id, cast.second.id}
    assert set(facts_of("PartnershipActivated")["branch_ids"]) == {cast.third.id, cast.port.id}


def test_a_secretary_turns_both_keys_of_their_side(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    own = party_of(number, cast.third)
    assert (own.state, own.agreed_by_id, own.approved_by_id) == ("joined", cast.ana.id, cast.ana.id)


def test_a_clerks_proposal_is_not_seen_by_the_invited_before_the_secretary_approves(cast: Cast):
    clerk = clerk_of(cast.third)
    number = propose(clerk, cast.third, cast.port)
    assert found_by(cast.chen, number) is None
    assert found_by(cast.ana, number) and found_by(clerk, number)
    with pytest.raises(NotFound):
        approve(cast.chen, number, cast.port)
    approve(cast.ana, number, cast.third)
    assert found_by(cast.chen, number) and found_by(cast.cleo, number)
    approve(cast.chen, number, cast.port)
    assert state_of(number) == "active"


def test_a_clerk_cannot_turn_the_second_key_nor_decline(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    with pytest.raises(Forbidden):
        approve(cast.cleo, number, cast.port)
    with pytest.raises(Forbidden):
        decline(cast.cleo, number, cast.port)
    agree(cast.cleo, number, cast.port)
    assert party_of(number, cast.port).state == "agreed"


def test_a_member_cannot_propose_and_nobody_proposes_for_a_foreign_branch(cast: Cast):
    for person, branch in ((cast.ben, cast.third), (cast.dara, cast.third), (cast.nora, cast.third), (cast.bella, cast.third)):
        with pytest.raises(Forbidden):
            propose_partnership(branch, a_proposal(cast.gate if branch is not cast.gate else cast.port), by=person.scope)


def test_the_units_committee_can_approve_for_its_branch(cast: Cast):
    number = propose(clerk_of(cast.third), cast.third, cast.port)
    approve(cast.eve, number, cast.third)
    assert party_of(number, cast.third).approved_by_id == cast.eve.id


def test_the_second_answer_is_a_conflict_that_names_who_was_first(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.gate)
    agree(cast.cleo, number, cast.port)
    with pytest.raises(Conflict, match="柯蕾已经代表本支部同意"):
        agree(cast.chen, number, cast.port)
    approve(cast.chen, number, cast.port)
    with pytest.raises(Conflict, match="陈立已经批准加入"):
        decline(cast.chen, number, cast.port)
    decline(cast.dara, number, cast.gate, "人手不够")


@pytest.mark.parametrize(("first", "sentence"), [(approve, "陈立已经批准加入"), (decline, "陈立已经谢绝：今年任务已满")])
def test_whoever_looked_before_the_answer_hears_who_gave_it(cast: Cast, first, sentence):
    """A request computes its scope when it begins: the other's answer lands between that and its own."""
    number = propose(cast.ana, cast.third, cast.port, cast.gate)
    clerk, chen = cast.cleo.scope, cast.chen.scope
    first(cast.chen, number, cast.port)
    port = party_of(number, cast.port)
    late = ((agree_to_join, (), clerk), (approve_party, (), chen), (decline_invitation, ("不便",), chen))
    for deed, more, by in late:
        with pytest.raises(Conflict, match=sentence):
            deed(port, *more, by=by)


def test_a_late_answer_of_somebody_else_finds_nothing(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.gate)
    approve(cast.chen, number, cast.port)
    with pytest.raises(NotFound):
        approve_party(party_of(number, cast.port), by=cast.nora.scope)
    with entering(cast.dara.scope):
        assert [party.branch_id for party in queries.get_partnership(number).joined] == [cast.third.id, cast.port.id]
    decline(cast.dara, number, cast.gate)
    with entering(cast.dara.scope), pytest.raises(NotFound):
        queries.get_party(party_of(number, cast.port).id)


def test_a_refusal_carries_a_reason(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    for reason in ("", "  \n", "长" * 501):
        with pytest.raises(Invalid) as refused:
            decline_invitation(party_of(number, cast.port), reason, by=cast.chen.scope)
        assert refused.value.field == "reason"
    assert party_of(number, cast.port).state == "invited"


def test_when_all_decline_the_proposal_is_declined(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    decline(cast.chen, number, cast.port)
    assert state_of(number) == "declined"


@pytest.mark.parametrize(("change", "field"), [
    ({"invitee_ids": ()}, "invitees"),
    ({"invitee_ids": (99_999,)}, "invitees"),
    ({"ends_on": a_proposal().starts_on.replace(year=2020), "starts_on": a_proposal().starts_on.replace(year=2019)}, "ends_on"),
    ({"answer_until": a_proposal().starts_on.replace(year=2020)}, "answer_until"),
])  # fmt: skip
def test_what_cannot_stand_is_refused_at_its_field(cast: Cast, change, field):
    with pytest.raises(Invalid) as refused:
        propose(cast.ana, cast.third, cast.port, **change)
    assert refused.value.field == field


def test_one_open_proposal_per_pair_whoever_wrote_it(cast: Cast):
    propose(cast.ana, cast.third, cast.gate)
    with pytest.raises(Invalid, match="已有一份提议在等答复"):
        propose(cast.ana, cast.third, cast.gate)
    with pytest.raises(Invalid, match="已有一份提议在等答复"):
        propose(cast.dara, cast.gate, cast.third)
    propose(cast.bella, cast.second, cast.gate)


def test_a_unit_that_switched_pairing_off_neither_asks_nor_is_asked(cast: Cast):
    number = propose(cast.ana, cast.third, cast.gate)
    with everything("test", quiet=True):
        db.session().get(Unit, cast.east.id).policies = {"may_pair": False}
        db.session().commit()
    with pytest.raises(Conflict, match="本单位目前不开展"):
        approve(cast.dara, number, cast.gate)
    with pytest.raises(Invalid, match="目前不接受共建邀请"):
        propose(cast.bella, cast.second, cast.gate)
    with pytest.raises(Invalid, match="本单位目前不开展"):
        propose(cast.dara, cast.gate, cast.second)


def test_the_proposer_takes_it_back_and_says_why_to_those_who_could_read_it(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    with pytest.raises(Forbidden):
        withdraw_proposal(party_of(number, cast.port), "不做了", by=cast.chen.scope)
    withdraw_proposal(party_of(number, cast.third), "方案有变", by=cast.ana.scope)
    assert state_of(number) == "withdrawn"
    assert set(facts_of("PartnershipWithdrawn")["branch_ids"]) == {cast.third.id, cast.port.id}
    with pytest.raises(Conflict, match="已经结束"):
        approve(cast.chen, number, cast.port)


def test_a_clerk_takes_back_their_own_draft_and_nobody_else_hears_of_it(cast: Cast):
    clerk = clerk_of(cast.third)
    number = propose(clerk, cast.third, cast.port)
    withdraw_proposal(party_of(number, cast.third), "写错了", by=clerk.scope)
    assert facts_of("PartnershipWithdrawn")["branch_ids"] == [cast.third.id]


def test_a_reminder_goes_to_the_silent_alone_and_once_a_day(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.gate)
    approve(cast.chen, number, cast.port)
    own, port, gate = (party_of(number, branch) for branch in (cast.third, cast.port, cast.gate))
    with pytest.raises(Conflict, match="已经答复"):
        remind_invited(own, port.id, by=cast.ana.scope)
    remind_invited(own, gate.id, by=cast.ana.scope)
    assert facts_of("InvitationReminded")["branch_id"] == cast.gate.id
    with pytest.raises(Exception, match="今天已经提醒过"):
        remind_invited(own, gate.id, by=cast.ana.scope)


def test_those_who_joined_need_not_wait_for_ever(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.gate)
    with pytest.raises(Conflict, match="至少有两方"):
        close_round(party_of(number, cast.third), by=cast.ana.scope)
    approve(cast.chen, number, cast.port)
    with pytest.raises(Forbidden):
        close_round(party_of(number, cast.port), by=cast.chen.scope)
    close_round(party_of(number, cast.third), by=cast.ana.scope)
    assert state_of(number) == "active"
    assert party_of(number, cast.gate).state == "declined"
    assert facts_of("PartyDeclined")["is_lapsed"] is True
    assert found_by(cast.dara, number) is None


def test_several_units_and_several_branches_of_one_unit_make_one_partnership(cast: Cast):
    west, boss = third_unit()
    number = propose(cast.ana, cast.third, cast.port, cast.second, west)
    for person, branch in ((cast.chen, cast.port), (cast.bella, cast.second), (boss, west)):
        approve(person, number, branch)
    assert state_of(number) == "active"
    with everything("test", quiet=True):
        assert len(party_of(number, west).partnership_id and found_by(boss, number).joined) == 4


def test_nobody_declines_what_their_own_clerk_wrote_and_the_invited_never_read_it(cast: Cast):
    clerk = clerk_of(cast.third)
    number = propose(clerk, cast.third, cast.gate)
    with pytest.raises(Conflict, match="请撤回提议"):
        decline(cast.ana, number, cast.third)
    assert (party_of(number, cast.third).state, state_of(number)) == ("agreed", "proposed")
    decline(cast.dara, propose(cast.chen, cast.port, cast.gate), cast.gate)
    assert found_by(cast.dara, number) is None
    withdraw_proposal(party_of(number, cast.third), "写错了", by=cast.ana.scope)
    assert facts_of("PartnershipWithdrawn")["branch_ids"] == [cast.third.id]


@pytest.mark.parametrize("state", PARTY_STATES)
def test_what_was_not_sent_stays_unread_whatever_is_written_under_the_proposer(cast: Cast, state: str):
    """Being sent is that the second key was turned, not that nothing else is known to have happened."""
    number = propose(clerk_of(cast.third), cast.third, cast.gate)
    with everything("test", quiet=True):
        party_of(number, cast.third).state = state
        db.session().commit()
    decline(cast.dara, propose(cast.chen, cast.port, cast.gate), cast.gate)
    assert found_by(cast.dara, number) is None
