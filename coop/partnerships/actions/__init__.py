"""Every deed on partnerships; each is done for one party, whose branch's keys decide who may do it."""

from coop.partnerships.actions.answering import agree_to_join, approve_party, decline_invitation
from coop.partnerships.actions.ending import (
    close_round,
    lapse_overdue,
    lapse_unanswered,
    leave_partnership,
    withdraw_proposal,
)
from coop.partnerships.actions.moving import consent_to_motion, make_motion, refuse_motion, withdraw_motion
from coop.partnerships.actions.people import name_liaisons, show_roster
from coop.partnerships.actions.proposing import propose_partnership, remind_invited
from coop.partnerships.proposal import Proposal

__all__ = [
    "Proposal", "agree_to_join", "approve_party", "close_round", "consent_to_motion", "decline_invitation",
    "lapse_overdue", "lapse_unanswered", "leave_partnership", "make_motion", "name_liaisons", "propose_partnership",
    "refuse_motion", "remind_invited", "show_roster", "withdraw_motion", "withdraw_proposal",
]  # fmt: skip
