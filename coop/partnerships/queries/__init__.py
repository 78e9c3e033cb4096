"""Every read of partnerships and their parties; what other slices may ask stands in ``spaces`` and ``waiting``."""

from coop.partnerships.queries.declined import (
    answered_at,
    count_declined,
    declined_of,
    find_declined,
    get_declined_party,
    page_of_declined,
)
from coop.partnerships.queries.deeds import last_reminder, story_of
from coop.partnerships.queries.invitees import (
    branch_ids_with_open_proposal,
    branches_named,
    candidates,
    proposing_branches,
)
from coop.partnerships.queries.matters import matters_of
from coop.partnerships.queries.motions import find_motion, motions_pending
from coop.partnerships.queries.people import (
    Face,
    count_members,
    liaisons_by_party,
    liaisons_of,
    member_ids,
    members_of,
    name_of,
    officers_told,
    roster_of,
)
from coop.partnerships.queries.spaces import (
    count_by_state,
    find_partnership,
    get_partnership,
    get_party,
    joined_parties,
    overdue_proposals,
    page_of_partnerships,
    partnerships_of,
    proposals_waiting_for,
    standing_parties_of,
)
from coop.partnerships.queries.waiting import invitations_waiting, motions_waiting

__all__ = [
    "Face",
    "answered_at",
    "branch_ids_with_open_proposal",
    "branches_named",
    "candidates",
    "count_by_state",
    "count_declined",
    "count_members",
    "declined_of",
    "find_declined",
    "find_motion",
    "find_partnership",
    "get_declined_party",
    "get_partnership",
    "get_party",
    "invitations_waiting",
    "joined_parties",
    "last_reminder",
    "liaisons_by_party",
    "liaisons_of",
    "matters_of",
    "member_ids",
    "members_of",
    "motions_pending",
    "motions_waiting",
    "name_of",
    "officers_told",
    "overdue_proposals",
    "page_of_declined",
    "page_of_partnerships",
    "partnerships_of",
    "proposals_waiting_for",
    "proposing_branches",
    "roster_of",
    "standing_parties_of",
    "story_of",
]  # fmt: skip
