"""Four partnerships: one at work, one still being talked over, one that rests, one that did what it promised."""

from datetime import timedelta
from typing import Any

from coop.cli.demo.reading import read_json
from coop.cli.demo.stage import Stage, add
from coop.core import audience
from coop.core.tenancy import share
from coop.extensions import db
from coop.partnerships.models import Liaison, Partnership, Party

ENDED = -30  # days ago that the one which ended, or rests, did so


def pair_up(stage: Stage) -> None:
    for told in read_json("partnerships"):
        pact = _partnership(stage, told)
        stage.pacts[told["key"]] = pact
        for key in told["parties"]:
            _party(stage, pact, key, told.get("answers", {}).get(key, "joined"))
        db.session().refresh(pact, ["parties"])


def _partnership(stage: Stage, told: dict[str, Any]) -> Partnership:
    units = {stage.branches[key].unit_id for key in told["parties"]}
    author = stage.people[told["by"]]
    starts_on = stage.today + timedelta(days=told["starts"])
    asked_at = stage.past(min(told["starts"] - 20, -4), "10:20")
    first = stage.branches[told["parties"][0]]
    pact = add(Partnership(
        name=told["name"], aims=told["aims"], message=told["message"], domains=told["domains"], state=told["state"],
        state_reason=told.get("reason", ""), scope="external" if len(units) > 1 else "internal",
        starts_on=starts_on, ends_on=starts_on + timedelta(days=told["days"]), created_at=asked_at,
        answer_until=max(asked_at.date() + timedelta(days=14), starts_on),
        state_at=stage.at(ENDED if told.get("reason") else told["starts"]) if told["starts"] < 0 else asked_at,
        proposed_by_id=author.id, audience=audience.officers(first.id), unit_id=first.unit_id, branch_id=first.id,
    ))  # fmt: skip
    pact.audience = audience.partnership(pact.id)
    return pact


def _party(stage: Stage, pact: Partnership, key: str, state: str) -> None:
    """The clerk agreed, the secretary approved a day later; whoever still waits reads the proposal as an officer."""
    branch = stage.branches[key]
    clerk, head = stage.officer(key, "clerk", "deputy", "secretary"), stage.officer(key, "secretary")
    answered = min(pact.created_at + timedelta(days=2), stage.past(-1, "15:40"))
    party = add(Party(
        partnership_id=pact.id, branch_id=branch.id, unit_id=branch.unit_id, audience=pact.audience, state=state,
        agreed_by_id=clerk.id, agreed_at=answered, created_at=pact.created_at,
        approved_by_id=head.id if state == "joined" else None,
        joined_at=answered + timedelta(hours=20) if state == "joined" else None,
    ))  # fmt: skip
    for row in (branch, branch.unit):
        share(row, pact.audience)
    if state == "agreed":
        share(pact, audience.officers(branch.id))
    for person, is_backup in ((clerk, False), (head, True)):
        if person.id != clerk.id or not is_backup:
            add(Liaison(
                party_id=party.id, branch_id=branch.id, unit_id=branch.unit_id, user_id=person.id, is_backup=is_backup,
                audience=pact.audience,
            ))  # fmt: skip
