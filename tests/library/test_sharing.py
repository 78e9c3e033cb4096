"""After publication: audiences change, honours are given, entries are withdrawn and replaced (T-05, T-10, U6)."""

import pytest

from coop.core import audience
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library.actions.sharing import (
    change_audiences,
    feature_entry,
    supersede_entry,
    unfeature_entry,
    withdraw_entry,
)
from coop.library.queries.entries import entries_page, get_entry, versions_of
from coop.units.models import Unit
from tests import factories as make
from tests.library.writing import NETWORK, approve, draft, number_of, only, published, rewrite, sees, space, submit


def share_with(person, entry: int, audiences: list[str]) -> None:
    with entering(person.scope):
        change_audiences(get_entry(entry), audiences, by=person.scope)


def test_a_share_taken_back_closes_it_at_once(cast):
    entry = published(cast, audiences=space(cast))
    assert sees(cast.chen, entry)
    share_with(cast.ana, entry, only(cast.third))
    assert not sees(cast.chen, entry)
    with entering(cast.chen.scope):
        assert entries_page().items == []


def test_older_versions_close_with_the_entry(cast):
    entry = published(cast, audiences=space(cast))
    rewrite(cast.ana, entry, body="第二版")
    approve(cast.eve, submit(cast.ana, entry, cast.eve))
    with entering(cast.chen.scope):
        seen = get_entry(entry)
        assert len(versions_of(seen)) == 2
    share_with(cast.ana, entry, only(cast.third))
    with everything("what became of the versions"):
        assert {version.audience for version in versions_of(get_entry(entry))} == set(only(cast.third))


FOREIGN = ["branch:{gate}", "unit:{east}", "partnership:999", "officers:{gate}", "user:1", "nonsense", ""]


@pytest.mark.parametrize("foreign", FOREIGN)
def test_only_the_branchs_own_audiences_can_be_chosen(cast, foreign):
    """T-05: an audience that was not offered is refused, whoever it stands for."""
    name = foreign.format(gate=number_of(cast.gate), east=number_of(cast.east))
    with pytest.raises(Invalid) as refused:
        draft(cast, audiences=[name])
    assert refused.value.field == "audiences"


def test_a_foreign_partnership_is_refused_like_a_missing_one(cast):
    with everything("a partnership of others"):
        others = make.partnership(cast.port, cast.gate).id
        make.save()
    with pytest.raises(Invalid):
        draft(cast, audiences=[audience.partnership(others)])


@pytest.mark.parametrize(
    ("policy", "wanted"), [("may_share_publicly", "public"), ("may_publish", "network"), ("may_publish", "partnership")]
)
def test_what_the_unit_forbids_is_refused(cast, policy, wanted):
    """U6."""
    with everything("the unit decides"):
        db.session().get(Unit, number_of(cast.north)).policies = {policy: False}
        make.save()
    chosen = space(cast) if wanted == "partnership" else [wanted]
    with pytest.raises(Invalid):
        draft(cast, audiences=chosen)


def test_a_policy_that_changed_since_stops_the_publication(cast):
    review = submit(cast.ana, draft(cast, audiences=NETWORK), cast.eve)
    with everything("the unit decides"):
        db.session().get(Unit, number_of(cast.north)).policies = {"may_publish": False}
        make.save()
    with pytest.raises(Invalid):
        approve(cast.eve, review)


def test_the_widest_audience_stands_alone(cast):
    entry = published(cast, audiences=[*only(cast.third), *space(cast), "network"])
    with entering(cast.dara.scope):
        assert get_entry(entry).audience == "network"


@pytest.mark.parametrize("name", ["ben", "chen", "bella"])
def test_readers_change_nothing(cast, name):
    entry = published(cast, audiences=NETWORK)
    person = getattr(cast, name)
    with entering(person.scope):
        for deed in (
            lambda: change_audiences(get_entry(entry), NETWORK, by=person.scope),
            lambda: withdraw_entry(get_entry(entry), "不喜欢", by=person.scope),
            lambda: feature_entry(get_entry(entry), by=person.scope),
        ):
            with pytest.raises(Forbidden):
                deed()


def test_withdrawn_is_seen_by_its_writers_only_and_says_why(cast):
    entry = published(cast, by=cast.ben, audiences=NETWORK)
    with entering(cast.ana.scope):
        with pytest.raises(Invalid):
            withdraw_entry(get_entry(entry), " ", by=cast.ana.scope)
        withdraw_entry(get_entry(entry), "数据有误", by=cast.ana.scope)
    assert [sees(person, entry) for person in (cast.ana, cast.ben, cast.bella, cast.chen, cast.dara)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    rewrite(cast.ben, entry, body="改正了数据")
    approve(cast.eve, submit(cast.ben, entry, cast.eve))
    assert sees(cast.dara, entry)


def test_a_waiting_review_ends_with_the_withdrawal(cast):
    entry = draft(cast)
    review = submit(cast.ana, entry, cast.eve)
    with entering(cast.ana.scope):
        withdraw_entry(get_entry(entry), "", by=cast.ana.scope)
    with pytest.raises(Conflict):
        approve(cast.eve, review)


def test_the_committee_features_and_the_entry_keeps_it_through_a_new_version(cast):
    entry = published(cast, audiences=NETWORK)
    with entering(cast.eve.scope):
        feature_entry(get_entry(entry), by=cast.eve.scope)
        with pytest.raises(Conflict):
            feature_entry(get_entry(entry), by=cast.eve.scope)
    rewrite(cast.ana, entry, body="第二版")
    approve(cast.eve, submit(cast.ana, entry, cast.eve))
    with entering(cast.eve.scope):
        assert get_entry(entry).state == "featured"
        unfeature_entry(get_entry(entry), by=cast.eve.scope)
        assert get_entry(entry).state == "published"


def test_an_entry_leads_on_to_the_newer_one_of_its_branch(cast):
    old, new = published(cast, audiences=NETWORK), published(cast, audiences=NETWORK, title="六步法")
    foreign = published(cast, by=cast.bella, reviewer=cast.eve, branch=cast.second, audiences=NETWORK)
    with entering(cast.ana.scope):
        for wrong in (old, foreign):
            with pytest.raises(Invalid):
                supersede_entry(get_entry(old), successor_id=wrong, by=cast.ana.scope)
        with pytest.raises(NotFound):
            supersede_entry(get_entry(old), successor_id=9999, by=cast.ana.scope)
        supersede_entry(get_entry(old), successor_id=new, by=cast.ana.scope)
        assert (get_entry(old).state, get_entry(old).successor_id) == ("superseded", new)
    assert sees(cast.dara, old)
