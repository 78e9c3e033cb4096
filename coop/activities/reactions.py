"""What becomes of activities when a branch leaves a partnership, or a person a branch."""

from coop.activities.actions import release_host, release_place
from coop.activities.queries.lists import coming_hosted_by, coming_with_place_of
from coop.core.events import Deed, on
from coop.core.scope import Scope
from coop.partnerships.events import PartyLeft
from coop.units.events import MembershipEnded


@on(PartyLeft)
def leave_coming_activities(event: PartyLeft, _: Deed) -> None:
    """A branch that left hosts none of the partnership's coming activities; what was held stays as it was."""
    for activity in coming_hosted_by(event.branch_id, partnership_id=event.partnership_id):
        release_host(activity, event.branch_id, by=Scope(reason="a branch left its partnership", is_operator=True))


@on(MembershipEnded)
def free_seats(event: MembershipEnded, _: Deed) -> None:
    """Whoever left a branch holds none of its seats."""
    for activity in coming_with_place_of(event.user_id, branch_id=event.branch_id):
        release_place(activity, event.user_id, by=Scope(reason="somebody left a branch", is_operator=True))
