"""What follows by itself from what happened to a partnership."""

from coop.core.events import Deed, on
from coop.core.scope import Scope, current
from coop.core.sentences import say
from coop.partnerships import queries
from coop.partnerships.actions import decline_invitation, lapse_unanswered, leave_partnership, withdraw_proposal
from coop.partnerships.events import AnswerDateSet
from coop.partnerships.models import Party
from coop.units.events import BranchDissolved

RUNNING = ("negotiating", "active", "paused")


@on(AnswerDateSet)
def lapse_after_answer_date(event: AnswerDateSet, _: Deed) -> None:
    """Runs once the date is over; a date that was moved meanwhile has recorded an event of its own."""
    partnership = queries.find_partnership(event.partnership_id)
    if partnership is not None:
        lapse_unanswered(partnership, by=current() or Scope())


@on(BranchDissolved)
def let_go_of_dissolved(event: BranchDissolved, _: Deed) -> None:
    """A branch that is history is party to nothing: it leaves, declines what it was asked, takes back what it asked."""
    for party in queries.standing_parties_of(event.branch_id):
        end_party(party)


def end_party(party: Party) -> None:
    """Done in the name of the unit's committee, which stands above the branch."""
    by = Scope(reason="a branch was dissolved", unit_roles=frozenset({(party.unit_id, "committee")}))
    partnership, why = party.partnership, say("支部已撤销。")
    if partnership.is_unanswered and partnership.branch_id == party.branch_id:
        withdraw_proposal(party, why, by=by)
    elif party.is_undecided and (partnership.is_unanswered or partnership.is_active):
        decline_invitation(party, why, by=by)
    elif party.is_joined and partnership.state in RUNNING:
        leave_partnership(party, why, by=by)
