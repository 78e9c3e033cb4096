"""The pages of accounts: the door, the links that lead in, and 我的."""

from coop.accounts.views import door, links, me, preferences, resets
from coop.accounts.views.blueprint import accounts

__all__ = ["accounts", "door", "links", "me", "preferences", "resets"]
