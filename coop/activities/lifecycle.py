"""The life of an activity as one table: from which state which deed leads where, and nothing else is possible."""

DRAFT, PROPOSED, POLLING, SCHEDULED, HELD, ATTESTED, ARCHIVED, POSTPONED, CANCELLED = (
    "draft", "proposed", "polling", "scheduled", "held", "attested", "archived", "postponed", "cancelled",
)  # fmt: skip
STATES = (DRAFT, PROPOSED, POLLING, SCHEDULED, HELD, ATTESTED, ARCHIVED, POSTPONED, CANCELLED)

#: Deed → state before → state after. Time polls and attestation are deeds of other pages on the same table.
STEPS: dict[str, dict[str, str]] = {
    "propose": {DRAFT: PROPOSED},
    "return": {PROPOSED: DRAFT, POLLING: DRAFT},
    "poll": {PROPOSED: POLLING},
    "schedule": {DRAFT: SCHEDULED, PROPOSED: SCHEDULED, POLLING: SCHEDULED, POSTPONED: SCHEDULED},
    "move": {PROPOSED: PROPOSED, SCHEDULED: SCHEDULED, POSTPONED: SCHEDULED},
    "postpone": {SCHEDULED: POSTPONED},
    "cancel": {DRAFT: CANCELLED, PROPOSED: CANCELLED, POLLING: CANCELLED, SCHEDULED: CANCELLED, POSTPONED: CANCELLED},
    "hold": {SCHEDULED: HELD},
    "attest": {HELD: ATTESTED},
    "archive": {HELD: ARCHIVED, ATTESTED: ARCHIVED, CANCELLED: ARCHIVED},
}

#: Officers of the hosts alone know of it.
PLANNED = frozenset({DRAFT, PROPOSED, POLLING})
#: Its page may still be changed.
CHANGEABLE = frozenset({DRAFT, PROPOSED, SCHEDULED, POSTPONED})
#: It took place, or it never will.
OVER = frozenset({HELD, ATTESTED, ARCHIVED, CANCELLED})
#: Somebody works towards it.
COMING = frozenset({PROPOSED, POLLING, SCHEDULED, POSTPONED})
#: A calendar shows it to members.
PUBLISHED = frozenset({SCHEDULED, HELD, ATTESTED, ARCHIVED, POSTPONED, CANCELLED})


def follows(state: str, deed: str) -> str | None:
    """The state after ``deed``, or None where the table has no such step."""
    return STEPS[deed].get(state)


def allows(state: str, deed: str) -> bool:
    return follows(state, deed) is not None


def settled(answers: list[str]) -> str | None:
    """What the other hosts' answers make of a proposal: ``schedule``, ``return``, or None while one is awaited.

    One that confirms suffices once all have answered: a host that declines keeps nobody from going ahead without it.
    """
    if "invited" in answers:
        return None
    return "schedule" if "confirmed" in answers or not answers else "return"
