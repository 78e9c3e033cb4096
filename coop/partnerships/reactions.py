"""What follows by itself from what happened to a partnership."""

from coop.core.events import Deed, on
from coop.core.scope import Scope, current
from coop.partnerships import queries
from coop.partnerships.actions import lapse_unanswered
from coop.partnerships.events import AnswerDateSet


@on(AnswerDateSet)
def lapse_after_answer_date(event: AnswerDateSet, _: Deed) -> None:
    """Runs once the date is over; a date that was moved meanwhile has recorded an event of its own."""
    partnership = queries.find_partnership(event.partnership_id)
    if partnership is not None:
        lapse_unanswered(partnership, by=current() or Scope())
