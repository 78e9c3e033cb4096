"""A dissolved branch is party to nothing: what follows runs by itself, once, and everybody concerned hears why."""

from coop.core import outbox
from coop.core.events import record
from coop.core.scope import everything
from coop.partnerships import queries
from coop.units.events import BranchDissolved
from coop.units.models import Branch
from tests import factories as make
from tests.cast import Cast
from tests.notifications.test_telling import heard
from tests.partnerships.asking import agree, approve, propose, state_of


def dissolve(branch: Branch) -> None:
    """As its unit's administrator does; announced twice, as the outbox may."""
    with everything("test", quiet=True):
        for _ in range(2):
            record(BranchDissolved(branch.id), audience=f"unit:{branch.unit_id}")
        make.save()
    outbox.drain()


def standing(number: int, branch_id: int) -> tuple[str, str]:
    """How the party stands and why, after a drain has closed the session of the cast."""
    with everything("test", quiet=True):
        party = queries.get_partnership(number).party_of(branch_id)
        return party.state, str(party.reason)


def test_it_leaves_what_it_was_in(cast: Cast):
    number, port_id = propose(cast.ana, cast.third, cast.port), cast.port.id
    agree(cast.cleo, number, cast.port)
    approve(cast.chen, number, cast.port)
    dissolve(cast.port)
    assert standing(number, port_id) == ("left", "支部已撤销。") and state_of(number) == "terminated"
    assert any("退出共建" in line and "支部已撤销" in line for line in heard(cast.ana))
    assert heard(cast.dara) == []


def test_it_declines_what_it_was_asked(cast: Cast):
    number, port_id = propose(cast.ana, cast.third, cast.port), cast.port.id
    dissolve(cast.port)
    assert standing(number, port_id)[0] == "declined" and state_of(number) == "declined"


def test_it_takes_back_what_it_asked(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    dissolve(cast.third)
    assert state_of(number) == "withdrawn"


def test_what_others_do_together_goes_on(cast: Cast):
    number, port_id = propose(cast.ana, cast.third, cast.port), cast.port.id
    dissolve(cast.second)
    assert state_of(number) == "proposed" and standing(number, port_id)[0] == "invited"
