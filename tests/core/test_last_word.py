"""Where PostgreSQL has the last word: what it refuses reaches the person as a refusal, never as a failure."""

import pytest
from sqlalchemy import select

from coop.core.actions import transaction
from coop.core.errors import Conflict, Invalid
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Unit
from tests import factories as make


@pytest.mark.postgres
def test_what_is_too_long_for_its_column_is_invalid_and_nothing_is_kept(context, cast):
    with everything("test", quiet=True):
        with pytest.raises(Invalid), transaction():
            make.unit("甲" * 5000)
        assert db.session().scalar(select(Unit.name).where(Unit.name.like("甲%"))) is None


@pytest.mark.postgres
def test_a_character_that_no_text_may_hold_is_invalid(context, cast):
    with everything("test", quiet=True), pytest.raises(Invalid), transaction():
        make.unit("甲\0乙")


@pytest.mark.postgres
def test_the_second_of_two_unique_things_is_a_conflict(context, cast):
    with everything("test", quiet=True):
        make.user("甲", phone="+8613900009999")
        make.save()
        with pytest.raises(Conflict), transaction():
            make.user("乙", phone="+8613900009999")


@pytest.mark.both_databases
def test_looking_for_what_cannot_be_looked_for_is_no_failure(app, cast):
    ana = cast.ana.visit(app)
    for path in ("/branches?q=%00", "/library?q=%00", "/directory?q=%00", f"/activities/{2**70}", f"/partnerships/{2**63}"):
        assert ana.get(path).status_code < 500, path
