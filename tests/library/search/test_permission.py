"""T-12: what was not shared leaves no trace: no hit, no count, no suggestion, no correction, no change of order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.library.search.document import Document
from coop.library.search.whoosh_index import WhooshIndex
from tests.library.search.conftest import case

NORTH, EAST = frozenset({"branch:31"}), frozenset({"branch:77"})
SECRET = "萤火虫计划"


@pytest.fixture
def shared(index):
    index.apply(
        [
            case(1, f"{SECRET}的北方办法", f"{SECRET}在北方试行", audiences=NORTH, tags=("北方秘方",)),
            case(2, f"{SECRET}的东方办法", f"{SECRET}在东方试行", audiences=EAST, kind="activity", tags=("东方秘方",)),
        ]
    )
    return index


@pytest.mark.parametrize("query", [SECRET, "萤火", "火虫", "yhcjh", "yinghuo", "北方", "办法", "秘方", "bfmf"])
def test_two_branches_with_the_same_secret_never_meet(shared, query):
    found = shared.search(query, EAST)
    assert {hit.key for hit in found.hits} <= {("activity", 2)}
    assert set(found.kinds) <= {"activity"}
    assert found.total <= 1


@pytest.mark.parametrize("prefix", ["萤火", "yh", "yinghuo", "北", "秘方", "bfmf", "beifang"])
def test_suggestions_name_permitted_titles_and_tags_only(shared, prefix):
    assert not any("北方" in line for line in shared.suggestions(prefix, EAST))


@pytest.mark.parametrize("query", ["萤火虫计画", "银火虫计划", "北方秘芳"])
def test_nobody_is_corrected_towards_a_foreign_title(shared, query):
    assert shared.search(query, frozenset({"branch:5"})).did_you_mean is None
    assert "北方" not in (shared.search(query, EAST).did_you_mean or "")


def test_without_an_audience_there_is_nothing(shared):
    found = shared.search(SECRET, frozenset())
    assert (found.hits, found.total, dict(found.kinds), found.did_you_mean) == ((), 0, {}, None)
    assert shared.suggestions("萤火", frozenset()) == []


def test_an_audience_is_matched_whole(shared):
    for near in ("branch:3", "branch:312", "branch", "31", "BRANCH:31", "branch:31 "):
        assert shared.search(SECRET, {near}).total == 0


def test_any_shared_audience_opens_a_document(index):
    index.apply([case(1, SECRET, audiences=NORTH | {"partnership:3"})])
    assert index.search(SECRET, {"partnership:3", "branch:9"}).total == 1


def test_a_share_taken_back_closes_it_at_the_next_commit(shared):
    shared.apply([case(1, f"{SECRET}的北方办法", audiences=EAST)])
    assert shared.search(SECRET, NORTH).total == 0
    assert shared.search(SECRET, EAST).total == 2


def test_a_document_without_audiences_is_found_by_nobody(index):
    index.apply([case(1, SECRET, audiences=frozenset())])
    assert index.search(SECRET, NORTH | EAST | {"public", "network", ""}).total == 0


def test_foreign_documents_change_no_score_and_no_order(tmp_path):
    """Weights are counted over permitted documents only, so not even an order tells that something exists."""
    mine = [case(n, f"渔业记录{n}", "码头" * n + "冷库" * (9 - n), audiences=NORTH) for n in range(1, 9)]
    theirs = [case(n, "冷库冷库", "冷库" * n, audiences=EAST) for n in range(100, 140)]
    alone, crowded = WhooshIndex(tmp_path / "alone"), WhooshIndex(tmp_path / "crowded")
    alone.rebuild(mine)
    crowded.rebuild([*theirs, *mine])
    for query in ("码头 冷库", "冷库", "渔业 冷库 食堂"):
        assert alone.search(query, NORTH) == crowded.search(query, NORTH)


WORDS = st.sampled_from(["渔业", "码头", "冷库", "萤火虫", "党建品牌"])
AUDIENCES = st.frozensets(st.sampled_from(["branch:1", "branch:2", "partnership:1", "network"]), max_size=3)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        kind=st.sampled_from(["entry", "activity"]),
        id=st.integers(1, 12),
        title=st.lists(WORDS, min_size=1, max_size=3).map("与".join),
        body=st.lists(WORDS, max_size=6).map("，".join),
        audiences=AUDIENCES,
    ),
    max_size=12,
    unique_by=lambda document: document.key,
)


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, WORDS, AUDIENCES)
def test_random_shares_give_exactly_what_a_plain_reading_allows(tmp_path_factory, documents, word, searcher):
    index = WhooshIndex(tmp_path_factory.mktemp("index"))
    index.rebuild(documents)
    allowed = {d.key for d in documents if d.audiences & searcher and word in d.title + d.body}
    found = index.search(word, searcher, limit=50)
    assert {hit.key for hit in found.hits} == allowed
    assert sum(found.kinds.values()) == found.total == len(allowed)
    titles = {d.title for d in documents if d.audiences & searcher}
    assert set(index.suggestions(word, searcher)) <= titles
