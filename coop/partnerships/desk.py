"""What one reader can do with one partnership now, and for which of their parties."""

from dataclasses import dataclass
from functools import cached_property

from coop.core.scope import Scope
from coop.partnerships.lifecycle import FEWEST_PARTIES, MOVES, may_move
from coop.partnerships.models import Motion, Partnership, Party
from coop.partnerships.policy import has_written, holds_first_key, holds_second_key, is_in_space


@dataclass(frozen=True, slots=True)
class Answer:
    """A party of the reader's that waits for them: to be agreed to, or approved and declined with the second key."""

    party: Party
    can_approve: bool
    is_own_draft: bool


@dataclass(frozen=True)
class Desk:
    """The reader's place at this partnership, computed from what is loaded already; nothing changes while it is read."""

    partnership: Partnership
    scope: Scope

    @property
    def is_inside(self) -> bool:
        """Whether the space itself is theirs, not the proposal alone."""
        return is_in_space(self.scope, self.partnership)

    @property
    def answers(self) -> list[Answer]:
        if not (self.partnership.is_unanswered or self.partnership.is_active):
            return []
        found = [self._answer(party) for party in self.partnership.undecided]
        return [answer for answer in found if answer]

    def _answer(self, party: Party) -> Answer | None:
        approves = holds_second_key(self.scope, party)
        if approves or (party.state == "invited" and holds_first_key(self.scope, party)):
            return Answer(party, approves, self.partnership.is_draft_of(party))
        return None

    @cached_property
    def speaking(self) -> list[Party]:
        """Joined parties whose first or second key the reader holds."""
        return [party for party in self.partnership.joined if self._speaks(party)]

    @cached_property
    def deciding(self) -> list[Party]:
        """Joined parties whose second key the reader holds."""
        return [party for party in self.partnership.joined if holds_second_key(self.scope, party)]

    @property
    def withdrawing(self) -> Party | None:
        """The proposing party, if the reader can take the proposal back."""
        own = self.partnership.proposer
        may = holds_second_key(self.scope, own) or has_written(self.scope, own)
        return own if self.partnership.is_unanswered and may else None

    @property
    def closing(self) -> Party | None:
        """The proposing party, if the reader can stop waiting for the silent."""
        ready = self.partnership.is_unanswered and len(self.partnership.joined) >= FEWEST_PARTIES
        own = self.partnership.proposer
        return own if ready and holds_second_key(self.scope, own) else None

    @cached_property
    def motions(self) -> list[str]:
        """Kinds of motion that the reader can make now."""
        kinds = [kind for kind in MOVES if may_move(self.partnership.state, kind)]
        return kinds if self.deciding else []

    @property
    def leaving(self) -> list[Party]:
        """Parties that the reader can take out of the partnership."""
        may_leave = self.partnership.state in ("negotiating", "active", "paused")
        return [party for party in self.deciding if self._may_go(party)] if may_leave else []

    def _may_go(self, party: Party) -> bool:
        return not (self.partnership.is_unanswered and party.branch_id == self.partnership.branch_id)

    def _speaks(self, party: Party) -> bool:
        return holds_first_key(self.scope, party) or holds_second_key(self.scope, party)

    def consenting(self, motion: Motion) -> Party | None:
        """The party for which the reader can consent to a waiting motion."""
        given = [consent.party_id for consent in motion.consents]
        if not motion.is_pending or motion.made_by_id == self.scope.user_id:
            return None
        others = (party for party in self.deciding if party.id != motion.party_id and party.id not in given)
        return next(others, None)

    def retracting(self, motion: Motion) -> Party | None:
        """The party for which the reader can take a waiting motion back."""
        return next((party for party in self.deciding if motion.is_pending and party.id == motion.party_id), None)
