"""T-06: the filter and its known holes, each with the test that keeps it closed."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.orm.exc import ObjectDeletedError

from coop.accounts.models import User
from coop.core import audience
from coop.core.actions import lock, transaction
from coop.core.errors import NoScope, NotFound, OutsideScope
from coop.core.scope import entering, everything
from coop.core.tenancy import share, unshare
from coop.extensions import db
from coop.units.models import Branch, Membership
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.both_databases


def names(statement) -> set[str]:
    return set(db.session().scalars(statement))


@pytest.fixture
def hidden(cast: Cast) -> Branch:
    """A branch that East keeps to itself."""
    with everything("test", quiet=True):
        branch = make.branch(cast.east, "东城密室支部", audience=audience.unit(cast.east.id))
        make.save()
    return branch


def test_nobody_looking_is_an_exception_and_never_an_empty_list(cast: Cast):
    with pytest.raises(NoScope):
        db.session().scalars(select(Branch)).all()
    with pytest.raises(NoScope):
        db.session().scalars(select(User).join(Membership, Membership.user_id == User.id)).all()


def test_a_reader_sees_their_audiences_and_nothing_else(cast: Cast, hidden: Branch):
    with entering(cast.dara.scope):
        assert "东城密室支部" in names(select(Branch.name))
    with entering(cast.ana.scope):
        assert "东城密室支部" not in names(select(Branch.name))
        assert "教工支部" in names(select(Branch.name))


def test_joins_aliases_subqueries_and_counts_are_filtered_too(cast: Cast, hidden: Branch):
    other = aliased(Branch)
    with entering(cast.ana.scope):
        assert "东城密室支部" not in names(select(other.name))
        assert not names(select(User.name).join(Membership, Membership.user_id == User.id).where(User.name == "达拉"))
        inner = select(Branch.id).where(Branch.name == "东城密室支部").scalar_subquery()
        assert db.session().scalar(select(inner)) is None
        belongs = select(Membership.id).where(Membership.user_id == User.id).exists()
        assert not names(select(User.name).where(belongs, User.name == "达拉"))


EVERY_BRANCH = select(Branch.name)


def test_a_statement_that_is_built_once_shows_each_reader_their_own(cast: Cast, hidden: Branch):
    """It keeps its filtered form for all readers, who differ in a parameter: a reader who changes changes the answer."""
    for _ in range(2):
        with entering(cast.dara.scope):
            assert "东城密室支部" in names(EVERY_BRANCH)
        with entering(cast.ana.scope):
            assert "东城密室支部" not in names(EVERY_BRANCH)
        with everything("test", quiet=True):
            assert "东城密室支部" in names(EVERY_BRANCH)
        with pytest.raises(NoScope):
            names(EVERY_BRANCH)


def test_get_never_answers_from_memory(cast: Cast, hidden: Branch):
    with everything("test", quiet=True):
        loaded = db.session().get(Branch, hidden.id)
    with entering(cast.ana.scope):
        assert loaded is not None
        assert db.session().get(Branch, hidden.id) is None


def test_a_lazy_load_of_a_foreign_row_finds_nothing(cast: Cast):
    with everything("test", quiet=True):
        dara = db.session().scalars(select(Membership).where(Membership.user_id == cast.dara.id)).one()
        db.session().expire_all()
    with entering(cast.ana.scope):
        loaded = select(Membership).options(selectinload(Membership.branch), joinedload(Membership.user))
        found = db.session().scalars(loaded).all()
        assert dara not in found


def test_whose_a_shared_thing_is_comes_with_it_when_joined_and_not_by_asking_again(cast: Cast, hidden: Branch):
    """A joined load names the owner of what the reader sees, as every card does; a load of its own finds no hidden branch.

    What must not be named to everybody who sees the thing is therefore never loaded by a join, or asked for at the page.
    """
    with everything("test", quiet=True):
        seen = Membership(
            user_id=cast.dara.id, branch_id=hidden.id, unit_id=cast.east.id, role="member", state="active",
            audience=audience.NETWORK,
        )  # fmt: skip
        db.session().add(seen)
        make.save()
        number = seen.id
        db.session().expunge_all()
    one = select(Membership).where(Membership.id == number)
    with entering(cast.ana.scope):
        joined = db.session().scalars(one.options(joinedload(Membership.branch))).one()
        assert joined.branch.name == "东城密室支部"
        db.session().expunge_all()
        asked = db.session().scalars(one.options(selectinload(Membership.branch))).one()
        assert asked.branch is None


def test_an_expired_foreign_row_is_not_refreshed(cast: Cast, hidden: Branch):
    with everything("test", quiet=True):
        foreign = db.session().get(Branch, hidden.id)
        db.session().expire(foreign)
    with entering(cast.ana.scope), pytest.raises(ObjectDeletedError):
        _ = foreign.name
    with entering(cast.ana.scope), pytest.raises(NotFound):
        lock(foreign)


def test_a_share_opens_a_row_and_taking_it_back_closes_it(cast: Cast, hidden: Branch):
    with everything("test", quiet=True):
        share(hidden, audience.unit(cast.north.id))
    with entering(cast.ana.scope):
        assert db.session().get(Branch, hidden.id)
    with entering(cast.chen.scope):
        assert db.session().get(Branch, hidden.id) is None
    with everything("test", quiet=True):
        unshare(hidden, audience.unit(cast.north.id))
    with entering(cast.ana.scope):
        assert db.session().get(Branch, hidden.id) is None


def test_a_row_for_another_unit_is_refused_at_the_flush(cast: Cast):
    with entering(cast.dara.scope), pytest.raises(OutsideScope), transaction():
        db.session().add(Branch(unit_id=cast.north.id, name="假支部", audience=audience.NETWORK))


def test_a_foreign_row_cannot_be_changed_pulled_over_or_deleted(cast: Cast):
    for deed in (lambda row: setattr(row, "name", "改"), lambda row: setattr(row, "unit_id", cast.east.id), db.session().delete):
        with entering(cast.dara.scope), pytest.raises(OutsideScope), transaction():
            deed(db.session().get(Branch, cast.third.id))


def test_bulk_inserts_are_refused(cast: Cast):
    with entering(cast.ana.scope), pytest.raises(OutsideScope):
        db.session().execute(insert(Branch).values(unit_id=cast.east.id, name="x", audience="network"))


def test_the_epoch_moves_when_somebody_joins_and_not_otherwise(cast: Cast):
    from coop.core.tenancy import epoch

    with everything("test", quiet=True):
        before = epoch()
        make.user("路人")
        assert epoch() == before
        make.member(cast.third, "新人")
        assert epoch() == before + 1


def test_a_committee_of_thousands_of_branches_asks_with_one_parameter(cast: Cast, hidden: Branch):
    """Written out, the names in three places of a statement would be more parameters than a database takes."""
    many = cast.dara.scope.reaching(*(audience.branch(number) for number in range(10_000, 45_000)))
    twice = aliased(Branch)
    statement = select(Branch.name).join(twice, twice.id == Branch.id).where(Branch.id.in_(select(Branch.id)))
    with entering(many):
        assert "东城密室支部" in names(statement)
    with entering(cast.ana.scope):
        assert "东城密室支部" not in names(statement)
