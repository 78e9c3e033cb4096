"""Who sees what of a partnership: names for its parties, the proposal for the invited, previews that add nothing (Z17)."""

import pytest
from flask import Flask

from coop.core import audience
from coop.core.errors import Forbidden, Invalid
from coop.core.scope import entering, everything
from coop.core.tenancy import shares_of
from coop.core.web.preview import seen_through
from coop.extensions import db
from coop.partnerships import queries
from coop.partnerships.actions import consent_to_motion, leave_partnership, make_motion, name_liaisons, show_roster
from coop.units.models import Branch, Unit
from tests import factories as make
from tests.cast import Cast, Person
from tests.partnerships.asking import approve, clerk_of, decline, found_by, partnered, party_of, propose, third_unit


@pytest.fixture
def unlisted(cast: Cast) -> Branch:
    """A branch of North that no directory names, with its secretary Ulla."""
    branch = make.branch(cast.north, "保密支部", audience=audience.unit(cast.north.id))
    make.member(branch, "乌拉", "secretary")
    make.save()
    return branch


def sees(person: Person, branch_id: int) -> bool:
    with entering(person.scope):
        return db.session().get(Branch, branch_id) is not None


def test_names_of_unlisted_branches_are_lent_to_the_invited_and_taken_back(cast: Cast, unlisted: Branch):
    boss = Person(make.member(unlisted, "乌兰", "secretary").id, "乌兰")
    make.save()
    number = propose(boss, unlisted, cast.gate)
    assert sees(cast.dara, unlisted.id) and found_by(cast.dara, number)
    decline(cast.dara, number, cast.gate)
    assert not sees(cast.dara, unlisted.id) and found_by(cast.dara, number) is None


def test_a_name_lent_for_another_open_proposal_stays(cast: Cast, unlisted: Branch):
    boss = Person(make.member(unlisted, "乌兰", "secretary").id, "乌兰")
    make.save()
    first, second = propose(boss, unlisted, cast.gate), propose(cast.bella, cast.second, cast.gate, unlisted)
    decline(cast.dara, first, cast.gate)
    assert sees(cast.dara, unlisted.id) and found_by(cast.dara, second)


def test_joined_parties_read_each_others_names_even_of_an_unlisted_unit(cast: Cast):
    west, boss = third_unit()
    number = propose(boss, west, cast.gate)
    approve(cast.dara, number, cast.gate)
    for model, row_id in ((Branch, west.id), (Unit, west.unit_id)):
        db.session().get(model, row_id).audience = audience.unit(west.unit_id)
    make.save()
    assert found_by(cast.dara, number).parties[0].branch.label == "西山电力运维支部"
    assert not sees(cast.ana, west.id)


def test_an_officers_share_is_gone_once_the_branch_belongs(cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    assert audience.officers(cast.port.id) in shares_of(queries.get_partnership(number))
    approve(cast.chen, number, cast.port)
    assert shares_of(queries.get_partnership(number)) == []


def test_a_guest_does_not_belong_to_the_partnership(cast: Cast):
    guest = make.member(cast.third, "来宾", "guest")
    make.save()
    assert audience.partnership(cast.pact.id) not in Person(guest.id, guest.name).scope.audiences


def test_both_rosters_are_read_by_those_inside_and_by_nobody_else(cast: Cast):
    number, _, port = partnered(cast)
    pact = queries.get_partnership(number)
    assert {face.name for face in queries.roster_of(pact, cast.ben.scope)} == {"安娜", "贲小满", "陈立", "柯蕾"}
    assert queries.roster_of(pact, cast.dara.scope) == []
    make.member(cast.port, "林海")
    show_roster(port, "officers", by=cast.chen.scope)
    assert "林海" not in {face.name for face in queries.roster_of(pact, cast.ana.scope)}
    assert "林海" in {face.name for face in queries.roster_of(pact, cast.cleo.scope)}
    refused = ((cast.ana, "officers", Forbidden), (cast.cleo, "members", Forbidden), (cast.chen, "x", Invalid))
    for person, shows, refusal in refused:
        with pytest.raises(refusal):
            show_roster(party_of(number, cast.port), shows, by=person.scope)


def test_liaisons_are_members_of_the_branch_and_two_people(cast: Cast):
    """P8."""
    number, third, _ = partnered(cast)
    ana, chen, dara = cast.ana.id, cast.chen.id, cast.dara.id
    for user_id, backup_id, field in ((chen, None, "liaison"), (ana, ana, "backup"), (ana, dara, "backup")):
        with pytest.raises(Invalid) as refused:
            name_liaisons(party_of(number, cast.third), user_id, backup_id, by=cast.ana.scope)
        assert refused.value.field == field
    name_liaisons(third, cast.ana.id, cast.ben.id, by=cast.ana.scope)
    name_liaisons(party_of(number, cast.third), cast.ben.id, by=cast.ana.scope)
    with entering(cast.chen.scope):
        assert [each.name for pair in queries.liaisons_by_party(number).values() for each in pair] == ["贲小满"]
    with pytest.raises(Forbidden):
        name_liaisons(party_of(number, cast.third), cast.ben.id, by=cast.ben.scope)


def kinds(person: Person) -> list[tuple[str, int]]:
    """What the desk is told of partnerships, each with the partnership's number."""
    with entering(person.scope) as scope:
        return [(row.kind, row.id) for row in queries.matters_of(scope)]


def test_what_waits_is_told_to_whoever_holds_the_key(cast: Cast):
    number = propose(clerk_of(cast.third), cast.third, cast.port)
    with entering(cast.ana.scope) as scope:
        assert [party.branch_id for party in queries.invitations_waiting(scope)] == [cast.third.id]
    assert kinds(cast.ana) == [("invitation", number)] and kinds(cast.chen) == []
    approve(cast.ana, number, cast.third)
    for person in (cast.chen, cast.cleo):
        with entering(person.scope) as scope:
            assert [party.partnership_id for party in queries.invitations_waiting(scope)] == [number]
        assert kinds(person) == [("invitation", number)]
    assert kinds(cast.ana) == [("partnership", number)]
    for person in (cast.ben, cast.dara, cast.otto):
        with entering(person.scope) as scope:
            assert not queries.invitations_waiting(scope)
        assert kinds(person) == []


def test_a_motion_waits_for_the_others_until_they_have_consented(cast: Cast):
    number, third, port = partnered(cast)
    motion = make_motion(third, "admit", "一起", invitee_id=cast.gate.id, by=cast.ana.scope)
    assert ("motion", number) in kinds(cast.chen)
    for person in (cast.ana, cast.cleo, cast.ben, cast.dara):
        assert ("motion", number) not in kinds(person)
    consent_to_motion(port, motion.id, by=cast.chen.scope)
    assert ("motion", number) not in kinds(cast.chen)


def test_choices_are_active_partnerships_that_one_belongs_to(cast: Cast):
    number = propose(cast.ana, cast.third, cast.gate)
    with entering(cast.ana.scope) as scope:
        assert [row.id for row in queries.partnerships_of(scope)] == [cast.pact.id]
    with entering(cast.ben.scope) as scope:
        assert queries.partnerships_of(scope, for_officers=True) == []
    approve(cast.dara, number, cast.gate)
    with entering(cast.dara.scope) as scope:
        assert [row.id for row in queries.partnerships_of(scope, for_officers=True)] == [number]


def test_a_preview_is_never_more_than_ones_own_eyes(cast: Cast):
    """Every audience of the preview is the viewer's own, and it carries no post, no role and no person."""
    other = propose(cast.chen, cast.port, cast.gate)
    approve(cast.dara, other, cast.gate)
    seen = seen_through(cast.ana.scope, cast.port.id, cast.south.id)
    assert seen.audiences <= cast.ana.scope.audiences
    assert seen.audiences == {"public", "network", audience.partnership(cast.pact.id)}
    assert not seen.posts and not seen.unit_roles and not seen.user_id and not seen.is_operator


def test_the_partners_view_is_offered_to_officers_and_shows_no_deed(app: Flask, cast: Cast):
    number = cast.pact.id
    third, port, gate = cast.third.id, cast.port.id, cast.gate.id
    ana, ben, dara = (person.visit(app) for person in (cast.ana, cast.ben, cast.dara))
    page = ana.get(f"/partnerships/{number}?as=branch:{port}")
    text = page.get_data(as_text=True)
    assert page.status_code == 200 and "普通成员的身份查看" in text and "安全互促共建" in text
    assert "暂停" not in text.split("data-forbidden")[0] and f'href="/partnerships/{number}/members?as=branch:{port}"' in text
    foreign = (ben, f"branch:{port}"), (dara, f"branch:{third}"), (ana, f"branch:{gate}")
    for client, word in (*foreign, (ana, "branch:999"), (ana, "unit:1"), (ana, "branch:1e9")):
        assert client.get(f"/partnerships?as={word}").status_code == 404, word
    assert "安全互促共建" in ana.get("/partnerships").get_data(as_text=True)


def test_a_preview_hides_what_only_ones_own_side_sees(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.second)
    port = cast.port.id
    ana = cast.ana.visit(app)
    assert ana.get(f"/partnerships/{number}").status_code == 200
    assert ana.get(f"/partnerships/{number}?as=branch:{port}").status_code == 404


def test_the_badge_lists_branches_with_numbers_and_refuses_foreign_audiences(app: Flask, cast: Cast):
    number, third, gate = cast.pact.id, cast.third.id, cast.gate.id
    ana, ben, dara = (person.visit(app) for person in (cast.ana, cast.ben, cast.dara))
    own = ana.get(f"/audience?kind=partnership&id={number}", headers={"HX-Current-URL": f"http://x/partnerships/{number}"}).get_data(as_text=True)
    assert "北方机械第三支部" in own and "2 人" in own and f"/partnerships/{number}?as=branch:" in own
    assert "as=branch" not in ben.get(f"/audience?kind=partnership&id={number}").get_data(as_text=True)
    assert ana.get(f"/audience?of=branch:{third}&of=network").status_code == 200
    for path in (f"/audience?of=branch:{gate}", "/audience?of=nonsense:1", "/audience", "/audience?of=partnership:9999"):
        assert ana.get(path).status_code == 404, path
    assert dara.get(f"/audience?kind=partnership&id={number}").status_code == 404


def test_leaving_closes_every_page_at_once(app: Flask, cast: Cast):
    number, _, port = partnered(cast)
    chen = cast.chen.visit(app)
    with everything("test", quiet=True):
        leave = cast.chen.scope
    assert chen.get(f"/partnerships/{number}").status_code == 200
    leave_partnership(port, "机构调整", by=leave)
    for path in (f"/partnerships/{number}", f"/partnerships/{number}/members", f"/audience?kind=partnership&id={number}"):
        assert chen.get(path).status_code == 404, path
