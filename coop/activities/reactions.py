"""What becomes of activities when a partnership ends, when a branch leaves it, or a person a branch."""

from coop.activities.actions import cancel_activity, release_host, release_person
from coop.activities.queries.departures import coming_hosted_by, coming_in, coming_with_part_of
from coop.core.events import Deed, on
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.partnerships.events import PartnershipConcluded, PartnershipTerminated, PartyLeft
from coop.units.events import MembershipEnded


@on(PartyLeft)
def leave_coming_activities(event: PartyLeft, _: Deed) -> None:
    """A branch that left hosts none of the partnership's coming activities; what was held stays as it was."""
    for activity in coming_hosted_by(event.branch_id, partnership_id=event.partnership_id):
        release_host(activity, event.branch_id, by=Scope(reason="a branch left its partnership", is_operator=True))


@on(PartnershipConcluded, PartnershipTerminated)
def call_off_what_was_to_come(event: PartnershipConcluded | PartnershipTerminated, _: Deed) -> None:
    """Its space is read-only from now on: nobody could register, move or cancel, so no calendar goes on promising it."""
    by = Scope(reason="a partnership ended", is_operator=True)
    for activity in coming_in(event.partnership_id):
        cancel_activity(activity, say("共建已经结束。"), by=by)


@on(MembershipEnded)
def free_seats(event: MembershipEnded, _: Deed) -> None:
    """Whoever left a branch holds none of its seats and has none of its duties."""
    by = Scope(reason="somebody left a branch", is_operator=True)
    for activity in coming_with_part_of(event.user_id, branch_id=event.branch_id):
        release_person(activity, event.user_id, event.branch_id, by=by)
