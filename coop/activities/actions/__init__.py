"""Every deed on activities; other slices take from here."""

from coop.activities.actions.changing import (
    cancel_activity,
    hold_activity,
    move_activity,
    postpone_activity,
    revise_activity,
)
from coop.activities.actions.departures import release_host, release_person
from coop.activities.actions.duties import release_duty, take_duty
from coop.activities.actions.expenses import strike_expense, write_expense
from coop.activities.actions.feeds import issue_feed, revoke_feed
from coop.activities.actions.guests import approve_guest, bring_guest, refuse_guest, withdraw_guest
from coop.activities.actions.hosting import confirm_hosting, decline_hosting
from coop.activities.actions.planning import plan_activity, propose_activity
from coop.activities.actions.registering import decline_activity, register_member, withdraw_registration
from coop.activities.actions.seating import set_quotas

__all__ = [
    "approve_guest", "bring_guest", "cancel_activity", "confirm_hosting", "decline_activity", "decline_hosting",
    "hold_activity", "issue_feed", "move_activity", "plan_activity", "postpone_activity", "propose_activity",
    "refuse_guest", "register_member", "release_duty", "release_host", "release_person",
    "revise_activity", "revoke_feed", "set_quotas", "strike_expense",
    "take_duty", "withdraw_guest", "withdraw_registration", "write_expense",
]  # fmt: skip
