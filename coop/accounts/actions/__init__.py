"""Every write to accounts: signing in and out, links, resets, one's own profile and sessions."""

from coop.accounts.actions.signing_in import admit, count_attempt, forgive, refuse_sign_in, sign_out

__all__ = ["admit", "count_attempt", "forgive", "refuse_sign_in", "sign_out"]
