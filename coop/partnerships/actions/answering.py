"""An invited branch answers: its clerk agrees, its secretary approves or declines."""

from coop.core.actions import action
from coop.core.clock import now
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.tenancy import reach
from coop.partnerships import events, standing
from coop.partnerships.models import Party
from coop.partnerships.policy import Permission
from coop.partnerships.sharing import close_to_officers


@action(Permission.PARTY_AGREE)
def agree_to_join(party: Party, *, by: Scope) -> Party:
    """The first key: the branch would join, and its secretary is asked to approve. Refused once somebody has answered."""
    standing.demand_unanswered(party)
    partnership = standing.whole_of(party)
    standing.demand_answerable(partnership, party)
    standing.demand_first_key_free(party)
    party.state, party.agreed_by_id, party.agreed_at = "agreed", by.user_id, now()
    record(events.PartyAgreed(partnership.id, party.id, party.branch_id), subject=partnership)
    standing.settle(partnership)
    return party


@action(Permission.PARTY_APPROVE)
def approve_party(party: Party, *, by: Scope) -> Party:
    """The second key: the whole branch belongs from now on, and the partnership begins if it was the last one awaited.

    On the proposing side it sends out what the clerk wrote. Refused once somebody has answered, naming them."""
    standing.demand_unanswered(party)
    partnership = standing.whole_of(party)
    standing.demand_answerable(partnership, party)
    reach(partnership.audience)
    was_sent = partnership.is_sent
    standing.turn_second_key(party, by)
    told = standing.concerned(partnership)
    record(events.PartyJoined(partnership.id, party.id, party.branch_id, told), subject=partnership)
    if was_sent:
        standing.settle(partnership)
    else:
        standing.send(partnership)
    close_to_officers(partnership, party)
    return party


@action(Permission.PARTY_DECLINE)
def decline_invitation(party: Party, reason: str, *, by: Scope) -> Party:
    """The branch will not join; everybody concerned learns of it with the reason, and its officers see no more of it.

    Refused for a draft of its own, which nobody was invited to yet: that is taken back."""
    standing.demand_unanswered(party)
    partnership = standing.whole_of(party)
    standing.demand_invited(partnership, party)
    reason = standing.demand_reason(reason)
    standing.demand_answerable(partnership, party)
    party.approved_by_id = by.user_id
    standing.drop(partnership, party, reason)
    standing.settle(partnership)
    close_to_officers(partnership, party)
    return party
