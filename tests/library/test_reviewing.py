"""L2: an entry goes out only through a review, and nobody but its writers sees it before (T-05, T-10)."""

import pytest

from coop.core import audience
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.scope import entering, everything
from coop.library.actions.reviewing import approve_version, remark_on_review, return_version, submit_entry
from coop.library.queries.entries import get_entry, versions_of
from coop.library.queries.reading import read_entry
from coop.library.queries.reviews import get_review, remarks_on, returned_to, reviews_waiting
from tests import factories as make
from tests.cast import Cast, Person
from tests.library.writing import approve, draft, number_of, only, published, rewrite, sees, space, submit, submitted


def test_a_draft_is_seen_by_its_officers_and_its_author_alone(cast):
    entry = draft(cast, by=cast.ben)
    assert [sees(person, entry) for person in (cast.ana, cast.ben, cast.eve)] == [True, True, True]
    assert [sees(person, entry) for person in (cast.bella, cast.chen, cast.dara, cast.nora)] == [False] * 4


def test_until_it_is_published_the_chosen_audiences_do_not_see_it(cast):
    entry = draft(cast, audiences=space(cast))
    review = submit(cast.ana, entry, cast.eve)
    assert not sees(cast.chen, entry)
    approve(cast.eve, review)
    assert sees(cast.chen, entry)
    assert not sees(cast.dara, entry)


def test_the_branchs_own_one_stays_its_own(cast):
    entry = published(cast)
    assert sees(cast.ben, entry)
    assert not any(sees(person, entry) for person in (cast.bella, cast.chen, cast.dara))


def test_several_audiences_see_one_entry(cast):
    entry = published(cast, audiences=[*space(cast), audience.unit(number_of(cast.north))])
    assert [sees(person, entry) for person in (cast.chen, cast.bella, cast.dara)] == [True, True, False]


@pytest.mark.parametrize("stranger", ["ana", "ben", "chen", "dara"])
def test_the_reviewer_is_an_officer_or_committee_of_the_unit_and_not_the_author(cast, stranger):
    entry = draft(cast)
    with pytest.raises(Invalid) as refused:
        submit(cast.ana, entry, getattr(cast, stranger))
    assert refused.value.field == "reviewer_id"


def test_whoever_submits_it_for_the_author_does_not_review_it_either(cast):
    entry = draft(cast, by=cast.ben)
    with pytest.raises(Invalid):
        submit(cast.ana, entry, cast.ana)


def test_an_officer_of_another_branch_of_the_unit_may_review(cast):
    review = submitted(cast, reviewer=cast.bella)
    with entering(cast.bella.scope):
        assert [waiting.id for waiting in reviews_waiting(cast.bella.scope)] == [review]
    entry = approve(cast.bella, review)
    with entering(cast.bella.scope):
        assert reviews_waiting(cast.bella.scope) == []
    assert not sees(cast.bella, entry), "the branch's own entry closes behind a reviewer from elsewhere"


@pytest.mark.parametrize("name", ["ana", "ben", "bella", "dara"])
def test_nobody_else_decides_a_review(cast, name):
    review = submitted(cast)
    with pytest.raises((Forbidden, NotFound)):
        approve(getattr(cast, name), review)


def test_it_is_sent_back_with_a_reason_and_comes_again(cast):
    entry = draft(cast)
    review = submit(cast.ana, entry, cast.eve)
    with entering(cast.eve.scope):
        with pytest.raises(Invalid):
            return_version(get_review(review), "  ", by=cast.eve.scope)
        return_version(get_review(review), "请补充成效数据", by=cast.eve.scope)
    with entering(cast.ana.scope):
        assert [back.reason for back in returned_to(cast.ana.scope)] == ["请补充成效数据"]
    assert rewrite(cast.ana, entry, body="补充了成效：隐患减少一半。") == 2
    again = submit(cast.ana, entry, cast.eve)
    with entering(cast.ana.scope):
        assert returned_to(cast.ana.scope) == []
    approve(cast.eve, again)
    with entering(cast.ana.scope):
        assert [version.state for version in versions_of(get_entry(entry))] == ["published", "returned"]


def test_what_was_submitted_does_not_change_any_more(cast):
    entry = draft(cast)
    submit(cast.ana, entry, cast.eve)
    with pytest.raises(Conflict):
        rewrite(cast.ana, entry, body="偷偷改一改")


def test_an_empty_text_is_not_submitted(cast):
    with pytest.raises(Invalid) as refused:
        submitted(cast, body="  ")
    assert refused.value.field == "body"


def test_the_old_version_stays_visible_until_the_new_one_is_published(cast):
    entry = published(cast)
    assert rewrite(cast.ana, entry, title="第二版的标题", body="第二版的正文。") == 2
    again = submit(cast.ana, entry, cast.eve)
    with entering(cast.ben.scope):
        shown = read_entry(entry).published
        assert (shown.number, len(versions_of(get_entry(entry)))) == (1, 1)
        assert get_entry(entry).title != "第二版的标题"
    approve(cast.eve, again)
    with entering(cast.ben.scope):
        versions = versions_of(get_entry(entry))
        assert [(version.number, version.state) for version in versions] == [(2, "published"), (1, "superseded")]


def test_a_review_is_decided_once(cast):
    review = submitted(cast)
    approve(cast.eve, review)
    with entering(cast.eve.scope):
        with pytest.raises(Conflict):
            approve_version(get_review(review), by=cast.eve.scope)
        with pytest.raises(Conflict):
            return_version(get_review(review), "晚了", by=cast.eve.scope)


def test_author_and_reviewer_talk_and_nobody_listens(cast):
    review = submitted(cast, by=cast.ben)
    with entering(cast.eve.scope):
        remark_on_review(get_review(review), "第二段请写具体些", by=cast.eve.scope)
    with entering(cast.ben.scope):
        remark_on_review(get_review(review), "好的", by=cast.ben.scope)
        assert [remark.text for remark in remarks_on(get_review(review))] == ["第二段请写具体些", "好的"]
    for person in (cast.bella, cast.chen, cast.dara):
        with entering(person.scope), pytest.raises(NotFound):
            get_review(review)


def test_a_member_who_is_neither_officer_nor_author_submits_nothing(cast):
    entry = draft(cast)
    with pytest.raises(NotFound):
        submit(cast.ben, entry, cast.eve)
    published_one = published(cast)
    with entering(cast.ben.scope), pytest.raises(Forbidden):
        submit_entry(get_entry(published_one), reviewer_id=cast.eve.id, by=cast.ben.scope)


def test_a_newer_version_of_what_only_the_branch_reads_is_reviewed_from_another_branch_too(cast: Cast):
    """Whoever is asked reads what it says today beside what it is to say, and no longer once it is decided."""
    with everything("test", quiet=True):
        other = make.member(cast.second, "二支部书记", "secretary")
        make.save()
        reviewer = Person(other.id, other.name)
    entry = published(cast, audiences=only(cast.third))
    assert not sees(reviewer, entry)
    rewrite(cast.ana, entry, body="第二版")
    review = submit(cast.ana, entry, reviewer)
    assert sees(reviewer, entry)
    approve(reviewer, review)
    assert not sees(reviewer, entry)
