"""What a proposal says, and what about it cannot stand whoever reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coop.core.sentences import Sentence, say
from coop.partnerships.lifecycle import MOST_INVITED, answer_fault, term_fault

Fault = tuple[str, Sentence]


@dataclass(frozen=True, slots=True)
class Proposal:
    """``invitee_ids`` are the branches asked to join, the proposing one not among them."""

    name: str
    aims: str
    invitee_ids: tuple[int, ...]
    starts_on: date
    ends_on: date
    answer_until: date
    domains: tuple[str, ...] = ()
    message: str = ""


def faults_of(proposal: Proposal, branch_id: int, today: date) -> Iterator[Fault]:
    """Field and sentence of everything that cannot stand, without asking who the invited are; what is not filled in yet
    is passed over."""
    if not proposal.invitee_ids:
        yield "invitees", say("请至少邀请一个支部。")
    if len(proposal.invitee_ids) > MOST_INVITED:
        yield "invitees", say("一次最多邀请 %(most)d 个支部。", most=MOST_INVITED)
    if branch_id in proposal.invitee_ids:
        yield "invitees", say("不能邀请发起的支部自己。")
    term = proposal.starts_on and proposal.ends_on and term_fault(proposal.starts_on, proposal.ends_on, today)
    if term:
        yield term
    last = proposal.ends_on if proposal.ends_on and not term else date.max
    if proposal.answer_until and (sentence := answer_fault(proposal.answer_until, last, today)):
        yield "answer_until", sentence
