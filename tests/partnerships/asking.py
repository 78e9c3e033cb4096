"""Deeds that several tests begin with."""

from datetime import timedelta
from typing import Any

from coop.core import clock
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.partnerships import queries
from coop.partnerships.actions import Proposal, agree_to_join, approve_party, decline_invitation, propose_partnership
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch
from tests import factories as make
from tests.cast import Cast, Person


def a_proposal(*invited: Branch, **changes: Any) -> Proposal:
    """A sound one for a year from today."""
    today = clock.today()
    given = {
        "name": "港机联建：安全互促", "aims": "互学互促，把隐患查清", "invitee_ids": tuple(branch.id for branch in invited),
        "starts_on": today, "ends_on": today + timedelta(days=300), "answer_until": today + timedelta(days=10),
        "domains": ("safety",), "message": "盼一起做",
    }  # fmt: skip
    return Proposal(**(given | changes))


def propose(person: Person, branch: Branch, *invited: Branch, **changes: Any) -> int:
    """The number of a proposal that this person wrote for that branch."""
    return propose_partnership(branch, a_proposal(*invited, **changes), by=person.scope)


def party_of(partnership_id: int, branch: Branch) -> Party:
    """The party as it stands, whoever may see it."""
    with everything("test", quiet=True):
        db.session().expire_all()
        party = queries.get_partnership(partnership_id).party_of(branch.id)
        assert party
        return party


def state_of(partnership_id: int) -> str:
    with everything("test", quiet=True):
        db.session().expire_all()
        return queries.get_partnership(partnership_id).state


def agree(person: Person, partnership_id: int, branch: Branch) -> None:
    agree_to_join(party_of(partnership_id, branch), by=person.scope)


def approve(person: Person, partnership_id: int, branch: Branch) -> None:
    approve_party(party_of(partnership_id, branch), by=person.scope)


def decline(person: Person, partnership_id: int, branch: Branch, reason: str = "今年任务已满") -> None:
    decline_invitation(party_of(partnership_id, branch), reason, by=person.scope)


def found_by(person: Person, partnership_id: int) -> Partnership | None:
    """What this person finds under the number."""
    with entering(person.scope):
        return queries.find_partnership(partnership_id)


def third_unit(name: str = "西山电力") -> tuple[Branch, Person]:
    """One more unit with a branch and its secretary."""
    with everything("test", quiet=True):
        branch = make.branch(make.unit(name), "运维支部")
        boss = make.member(branch, "韦西", "secretary")
        make.save()
        return branch, Person(boss.id, boss.name)


def clerk_of(branch: Branch, name: str = "柯内") -> Person:
    with everything("test", quiet=True):
        clerk = make.member(branch, name, "clerk")
        make.save()
        return Person(clerk.id, clerk.name)


def partnered(cast: Cast) -> tuple[int, Party, Party]:
    """The cast's active partnership with Ana's and Chen's parties."""
    return cast.pact.id, party_of(cast.pact.id, cast.third), party_of(cast.pact.id, cast.port)
