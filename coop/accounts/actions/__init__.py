"""Every write to accounts: signing in and out, links, resets, one's own profile and sessions."""

from coop.accounts.actions.links import (
    accept_invitation,
    ask_reset,
    draw_reset,
    issue_reset,
    issue_slips,
    refuse_link,
    use_reset,
    withdraw_slips,
)
from coop.accounts.actions.operators import Newcomer, end_all_sessions, invite_operator, lock_account, unlock_account
from coop.accounts.actions.own import (
    Names,
    Profile,
    change_names,
    change_password,
    choose_preferences,
    edit_profile,
    end_other_sessions,
    end_session,
)
from coop.accounts.actions.signing_in import admit, count_attempt, forgive, know_device, refuse_sign_in, sign_out
from coop.accounts.slips import Slip

__all__ = [
    "Names", "Newcomer", "Profile", "Slip", "accept_invitation", "admit", "ask_reset", "change_names", "change_password",
    "choose_preferences", "count_attempt", "draw_reset", "edit_profile", "end_all_sessions", "end_other_sessions", "end_session",
    "forgive", "invite_operator", "issue_reset", "issue_slips", "know_device", "lock_account", "refuse_link", "refuse_sign_in",
    "sign_out", "unlock_account", "use_reset", "withdraw_slips",
]  # fmt: skip
