"""The library's pure rules: states, audiences, tags, differences between versions, passages of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.core.errors import Invalid
from coop.library import lifecycle
from coop.library.audiences import check_audiences, choosable_audiences, hold, readers_of
from coop.library.changes import changes
from coop.library.documents.titles import without_title
from coop.library.kinds import clean_tags, told
from coop.library.passages import plain
from coop.library.touched import TOUCHED, touched_by_name

CHOOSABLE = ["branch:1", "unit:2", "partnership:3", "partnership:4", "network", "public"]


def test_what_others_read_stays_through_review_return_and_approval():
    for state in lifecycle.LIVING:
        assert (
            lifecycle.after_submission(state)
            == lifecycle.after_return(state)
            == lifecycle.after_approval(state)
            == state
        )


def test_a_first_version_walks_its_way():
    assert lifecycle.after_submission("draft") == "in_review"
    assert lifecycle.after_return("in_review") == "returned"
    assert lifecycle.after_approval("in_review") == "published"


NOT_READY = [
    ("edit", "in_review"), ("submit", "in_review"), ("feature", "draft"), ("share", "withdrawn"),
    ("withdraw", "withdrawn"), ("supersede", "superseded"),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "state"), NOT_READY)
def test_what_is_not_ready_is_refused(deed, state):
    assert not lifecycle.may(deed, state)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [(["branch:1", "partnership:3"], ["branch:1", "partnership:3"]), (["branch:1", "unit:2"], ["unit:2"]),
     (["unit:2", "network"], ["network"]), (["network", "public"], ["public"]), (["partnership:4"] * 2, ["partnership:4"])],
)  # fmt: skip
def test_the_wider_audience_holds_the_narrower(wanted, kept):
    assert check_audiences(wanted, CHOOSABLE) == kept


@pytest.mark.parametrize(("once", "now"), [
    (["branch:1"], ["branch:1"]), (["unit:2"], ["branch:1"]), (["partnership:3"], ["branch:1"]),
    (["unit:2", "partnership:3"], ["partnership:3"]), (["network"], ["unit:2", "partnership:3"]), (["public"], ["network"]),
])  # fmt: skip
def test_who_was_meant_once_holds_who_is_meant_now_and_not_the_other_way_round(once, now):
    assert hold(once, now)
    assert hold(now, once) == (once == now)


def test_partners_and_unit_do_not_hold_each_other_and_nobody_holds_nobody():
    assert not hold(["unit:2"], ["partnership:3"]) and not hold(["partnership:3"], ["unit:2"])
    assert not hold(["partnership:3"], ["partnership:4"]) and not hold([], ["branch:1"])


@given(st.lists(st.sampled_from([*CHOOSABLE, "branch:9", "user:1", "officers:1", "unit:", "operators"]), max_size=4))
def test_no_audience_is_kept_that_was_not_offered(wanted):
    if wanted and set(wanted) <= set(CHOOSABLE):
        assert set(check_audiences(wanted, CHOOSABLE)) <= set(wanted)
    else:
        with pytest.raises(Invalid):
            check_audiences(wanted, CHOOSABLE)


def test_what_a_unit_forbids_is_not_offered():
    given_ = {"branch_id": 1, "unit_id": 2, "partnership_ids": [3]}
    assert choosable_audiences(**given_, may_publish=False, may_share_publicly=True) == ["branch:1", "unit:2"]
    assert "public" not in choosable_audiences(**given_, may_publish=True, may_share_publicly=False)


def test_readers_are_shown_audiences_and_never_single_persons():
    assert readers_of("branch:1", ["user:5", "partnership:3", "officers:1"]) == ("branch:1", "partnership:3")


@pytest.mark.parametrize(
    ("typed", "tags"),
    [("安全、党建+服务，新媒体", ["安全", "党建+服务", "新媒体"]), ("#安全 #安全", ["安全"]), ("", []), ("  ", []),
     (" ".join(str(n) for n in range(20)), [str(n) for n in range(8)]), ("长" * 50, ["长" * 20])],
)  # fmt: skip
def test_tags_are_cut_at_any_comma(typed, tags):
    assert clean_tags(typed) == tags


def test_a_case_is_told_in_its_order():
    assert told({"results": "好", "background": "旧", "unknown": "x"}) == "背景\n旧\n\n成效\n好"


def test_only_what_changed_and_its_neighbours_are_shown():
    before = "\n\n".join(f"第{n}段没有变化。" for n in range(12))
    lines = changes(before, before.replace("第6段没有变化", "第6段改了"))
    assert sum(line.folded for line in lines) > 5
    assert [piece.text for line in lines for piece in line.pieces if piece.kind == "new"] == ["改了"]


@given(st.text("甲乙丙\n", max_size=60), st.text("甲乙丙\n", max_size=60))
def test_the_new_text_can_be_read_off_the_differences(before, after):
    lines = changes(before, after)
    folded = any(line.folded for line in lines)
    shown = ["".join(p.text for p in line.pieces if p.kind != "gone") for line in lines]
    if not folded:
        assert "".join(shown) == "".join(line for line in after.split("\n") if line.strip())


@pytest.mark.parametrize(
    ("markdown", "text"),
    [("# 标题\n\n- 一\n- 二", "标题\n一\n二"), ("**重点**和[链接](https://example.org)", "重点和链接"), ("> 引", "引"),
     ("![图](a.png)", "图"), ("1. 甲", "甲"), ("a*b", "a*b")],
)  # fmt: skip
def test_a_passage_shows_words_without_signs(markdown, text):
    assert plain(markdown) == text


def test_a_first_line_that_only_repeats_the_title_falls_away():
    assert without_title("# 五步法\n\n正文", "五步法") == "正文"
    assert without_title("五步法", "五步法") == "五步法"
    assert without_title("另一行\n正文", "五步法") == "另一行\n正文"


def test_every_event_that_touches_the_index_names_what_it_touches():
    for event, (_, fact) in TOUCHED.items():
        assert fact in event.__dataclass_fields__
    assert touched_by_name("library.EntryPublished", {"entry_id": 7}) == ("entry", 7)
    assert touched_by_name("discussion.MessageSent", {}) is None
