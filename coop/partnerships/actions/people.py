"""Who speaks for a party, and which of its people the others see by name."""

from coop.core.actions import action
from coop.core.errors import Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db
from coop.partnerships import events, queries, standing
from coop.partnerships.models import Liaison, Party
from coop.partnerships.policy import Permission

ROSTERS = ("members", "officers")


@action(Permission.LIAISON_NAME)
def name_liaisons(party: Party, user_id: int, backup_id: int | None = None, *, by: Scope) -> Party:
    """The party is reached through this person, and through the backup when they are away (P8).

    Both must be active members of the branch, and two different people."""
    partnership = standing.whole_of(party)
    standing.demand_joined(party)
    if user_id == backup_id:
        raise Invalid(say("备份联络员要是另一个人。"), field="backup")
    known = queries.member_ids(party.branch_id)
    for field, number in (("liaison", user_id), ("backup", backup_id)):
        if number is not None and number not in known:
            raise Invalid(say("请从本支部成员里选择。"), field=field)
    chosen = [number for number in (user_id, backup_id) if number is not None]
    _replace(party, chosen)
    record(events.LiaisonsNamed(partnership.id, party.id, party.branch_id, chosen), subject=partnership)
    return party


@action(Permission.ROSTER_SHOW)
def show_roster(party: Party, shows: str, *, by: Scope) -> Party:
    """The other parties see all members of the branch by name, or its officers alone (P7)."""
    partnership = standing.whole_of(party)
    standing.demand_joined(party)
    if shows not in ROSTERS:
        raise Invalid(say("请选择一项。"), field="roster")
    party.roster = shows
    record(events.RosterExposureChanged(partnership.id, party.id, party.branch_id, shows), subject=partnership)
    return party


def _replace(party: Party, chosen: list[int]) -> None:
    session = db.session()
    for liaison in queries.liaisons_of(party.id):
        session.delete(liaison)
    session.flush()
    for place, user_id in enumerate(chosen):
        session.add(Liaison(party_id=party.id, user_id=user_id, is_backup=place > 0, audience=party.audience,
                            unit_id=party.unit_id, branch_id=party.branch_id))  # fmt: skip
    session.flush()
