"""The search of the house: finds Chinese as it is written, and nothing that is not the searcher's (T-12, L6–L9)."""

import pytest

from coop.core import outbox
from coop.core.scope import entering, everything
from coop.core.tenancy import unshare
from coop.library import feeding
from coop.library.actions.sharing import change_audiences
from coop.library.queries.entries import get_entry
from coop.library.queries.finding import Wish, search, suggestions
from coop.library.queries.standing import unfed, visible
from tests import factories as make
from tests.budget import statements
from tests.library.writing import NETWORK, TEXTS, number_of, only, published, rewrite, space, submit


def text(name: str) -> dict[str, str]:
    title, _, body = (TEXTS / name).read_text("utf-8").partition("\n")
    return {"title": title, "body": body.strip()}


@pytest.fixture
def library(cast) -> dict[str, int]:
    """One for the network, one for the partnership, one for the branch alone, all of them about 党建品牌."""
    made = {
        "network": published(cast, audiences=NETWORK, kind="document", **text("network_age.txt")),
        "space": published(cast, audiences=space(cast), **text("pledges.txt")),
        "own": published(
            cast, title="本支部的党建品牌内情", body="互联网+党建的内部总结，亮诺践诺的短板。", tags=["内情"]
        ),
    }
    feeding.heal_index()
    outbox.drain()
    return made


def look(person, typed: str, **more):
    with entering(person.scope):
        found = search(Wish(typed, **more), person.scope)
        return found, [result.row.id for result in found.items if result.kind in ("case", "document")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("互联网+党建", "network"), ("黨建", "network"), ("亮诺践诺", "space"), ("djpp", "own")],
)
def test_the_storys_questions_find_what_they_should(cast, library, typed, expected):
    _, ids = look(cast.ana, typed)
    assert library[expected] in ids


@pytest.mark.parametrize("typed", ["互联网+党建", "黨建", "亮诺践诺", "djpp", "党建品牌", "内情", "总结", "短板"])
def test_the_branchs_own_one_never_shows_for_others(cast, library, typed):
    for person in (cast.chen, cast.bella, cast.dara):
        found, ids = look(person, typed)
        assert library["own"] not in ids
        assert found.total == len(found.items)
        assert "内情" not in (found.meant or "")
        with entering(person.scope):
            assert not [line for line in suggestions(typed, person.scope) if "内情" in line]


def test_partner_and_stranger_count_only_what_is_theirs(cast, library):
    partner, _ = look(cast.chen, "党建")
    stranger, _ = look(cast.dara, "党建")
    assert (partner.chips, partner.total) == ({"case": 1, "document": 1}, 2)
    assert (stranger.chips, stranger.total) == ({"document": 1}, 1)
    assert [count for _, _, count in stranger.units] == [1]


def test_a_revoke_is_felt_before_the_index_knows(cast, library):
    """T-12: hits, counts, facets, suggestions and corrections, with the index as it was."""
    with entering(cast.ana.scope):
        change_audiences(get_entry(library["space"]), only(cast.third), by=cast.ana.scope)
    found, ids = look(cast.chen, "亮诺践诺")
    assert (ids, found.total, found.chips, found.meant) == ([], 0, {}, None)
    with entering(cast.chen.scope):
        assert suggestions("亮诺", cast.chen.scope) == []


def test_rows_closed_behind_the_houses_back_are_not_shown_either(cast, library):
    """The second check needs no event: an index restored from yesterday tells nothing of today's secrets."""
    with everything("somebody edits the database"):
        entry = get_entry(library["space"])
        entry.audience = only(cast.third)[0]
        unshare(entry, space(cast)[0])
        make.save()
    found, ids = look(cast.chen, "亮诺践诺")
    assert (ids, found.total, found.chips) == ([], 0, {})
    with entering(cast.chen.scope):
        assert suggestions("lnjn", cast.chen.scope) == []
    hint, _ = look(cast.chen, "亮诺践若")
    assert hint.meant is None


def test_a_typing_mistake_is_corrected_towards_what_one_may_see(cast, library):
    found, _ = look(cast.chen, "三本帐")
    assert found.meant in (None, "三本账")


@pytest.mark.parametrize("typed", ["", "   ", "。，！？", "+++", "%%%__"])
def test_nothing_to_look_for_is_said_and_finds_nothing(cast, library, typed):
    found, ids = look(cast.ana, typed)
    assert (found.is_empty_query, ids) == (True, [])


def test_ten_thousand_characters_are_cut_and_answered(cast, library):
    found, _ = look(cast.ana, "党建" * 5000)
    assert not found.is_empty_query


def test_chips_and_facets_narrow_what_is_found(cast, library):
    assert look(cast.ana, "党建", chip="document")[1] == [library["network"]]
    assert look(cast.ana, "党建", unit_id=number_of(cast.south))[1] == []
    assert len(look(cast.ana, "党建", unit_id=number_of(cast.north))[1]) == 3
    assert look(cast.ana, "党建", year=1999)[1] == []


def test_people_are_found_by_sound_inside_their_branch_and_nowhere_else(cast, library):
    found, _ = look(cast.ana, "bxm", chip="person")
    assert [result.row.user_id for result in found.items] == [cast.ben.id]
    for person in (cast.chen, cast.dara, cast.bella):
        assert look(person, "贲小满")[0].total == 0


def test_branches_are_found_by_those_who_may_list_them(cast, library):
    assert look(cast.dara, "南港物流", chip="branch")[0].total == 1


def test_a_draft_and_a_version_under_review_are_not_found(cast, library):
    rewrite(cast.ana, library["network"], title="萤火虫计划", body="萤火虫")
    submit(cast.ana, library["network"], cast.eve)
    outbox.drain()
    assert look(cast.ana, "萤火虫")[0].total == 0


@pytest.mark.parametrize("typed", ["互联网", "互聯網", "100%"])
def test_rows_answer_while_there_is_no_index(cast, library, app, typed):
    published(cast, title="做到100%", body="一项不落", audiences=NETWORK)
    _lose_index(app)
    found, ids = look(cast.ana, typed)
    assert found.is_plain
    assert ids
    assert look(cast.dara, "内情")[1] == []
    assert look(cast.ana, "。。。")[0].total == 0
    with entering(cast.ana.scope):
        assert suggestions("党建", cast.ana.scope) == []


def _lose_index(app) -> None:
    (app.extensions["coop.settings"].data_dir / "index" / "current").unlink()
    app.extensions.pop("coop.index")


def test_a_search_costs_the_same_statements_for_one_and_for_many(cast, library):
    counts = []
    scope = cast.ana.scope
    for typed in ("亮诺", "党建"):
        with entering(scope), statements() as made:
            found = search(Wish(typed, chip="case"), scope)
        counts.append((found.total, len(made)))
    assert counts == [(1, 5), (2, 5)]


def test_things_of_several_tables_are_checked_in_one_statement(cast, library):
    """And the filter stands before each of them."""
    with entering(cast.ana.scope):
        keys = [("case", library["own"]), ("branch", number_of(cast.third)), ("document", library["network"])]
        with statements() as made:
            assert visible(keys) == set(keys)
        assert len(made) == 1
    with entering(cast.dara.scope):
        assert visible(keys) == {keys[1], keys[2]}
        assert visible([("unheard-of", 1), ("case", 999_999)]) == set()


def test_what_changed_since_the_index_was_fed_is_known_until_it_is_fed(cast, library):
    assert unfed() == []
    with entering(cast.ana.scope):
        change_audiences(get_entry(library["space"]), only(cast.third), by=cast.ana.scope)
    assert unfed() == [("entry", library["space"])]
    outbox.drain()
    assert unfed() == []
