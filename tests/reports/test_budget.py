"""The desk asks each part of the house once: as many statements with one, three and thirty rows of everything."""

from datetime import timedelta
from itertools import count

import pytest
from flask import Flask

from coop.activities.models import Activity, Host
from coop.core import audience
from coop.core.clock import now
from coop.discussion.models import Channel
from coop.library.models import Entry, EntryVersion, Review
from coop.partnerships.models import Motion
from coop.units.models import Branch, UnitApplication
from tests import factories as make
from tests.budget import FRAME, statements
from tests.cast import Cast, Person

#: Reviews, memberships, partnerships, activities, what is unread, figures.
OFFICER = FRAME + 6
#: No key of a branch is theirs: partnerships, talk and figures are not asked, but units that apply or stand empty are.
OPERATOR, ADMINISTRATOR = FRAME + 4, FRAME + 4
numbers = count(1)


def invited(cast: Cast) -> None:
    """Gate asks Ana's branch; Ana's branch asks Gate; in a third one Gate has moved something."""
    asking = make.partnership(cast.gate, name="来邀", state="proposed")
    make.party(asking, cast.third, state="invited")
    make.party(make.partnership(cast.third, name="去邀", state="proposed"), cast.gate, state="invited")
    pact = make.partnership(cast.third, cast.gate, name="有动议")
    moved = {"unit_id": cast.east.id, "branch_id": cast.gate.id, "audience": pact.audience, "made_by_id": cast.dara.id}
    make.add(Motion(partnership_id=pact.id, party_id=pact.party_of(cast.gate.id).id, kind="pause", **moved))
    make.add(Channel(
        subject_kind="partnership", subject_id=pact.id, title="讨论", partnership_id=pact.id, last_seq=2, message_count=2,
        last_line="在吗", last_at=now(), audience=pact.audience, unit_id=cast.east.id, branch_id=cast.gate.id,
    ))  # fmt: skip


def planned(cast: Cast, first: Branch, second: Branch, state: str, answer: str) -> None:
    own = {"unit_id": first.unit_id, "branch_id": first.id, "audience": audience.officers(cast.third.id)}
    begin = now() + timedelta(days=3)
    row = make.add(Activity(
        title=f"活动{next(numbers)}", starts_at=begin, ends_at=begin + timedelta(hours=2), state=state,
        partnership_id=cast.pact.id, created_by_id=cast.ana.id, **own,
    ))  # fmt: skip
    for host, given in ((first, "confirmed"), (second, answer)):
        place = {"unit_id": host.unit_id, "branch_id": host.id, "audience": row.audience}
        make.add(Host(activity_id=row.id, state=given, **place))


def reviewed(cast: Cast, state: str, entry_state: str, author: Person, reviewer: Person) -> None:
    own = {"unit_id": cast.north.id, "branch_id": cast.third.id, "audience": audience.officers(cast.third.id)}
    entry = make.add(Entry(title=f"案例{next(numbers)}", state=entry_state, author_id=author.id, **own))
    version = make.add(EntryVersion(entry_id=entry.id, number=1, title=entry.title, author_id=author.id, **own))
    people = {"author_id": author.id, "reviewer_id": reviewer.id}
    make.add(Review(entry_id=entry.id, version_id=version.id, state=state, **people, **own))


def fill(cast: Cast) -> None:
    """One more of each kind for Ana."""
    invited(cast)
    planned(cast, cast.third, cast.port, "scheduled", "confirmed")
    planned(cast, cast.port, cast.third, "proposed", "invited")
    planned(cast, cast.third, cast.port, "proposed", "invited")
    reviewed(cast, "waiting", "in_review", cast.ben, cast.ana)
    reviewed(cast, "returned", "returned", cast.ana, cast.ben)
    make.membership(make.branch(cast.east, f"东{next(numbers)}支部"), cast.ana.user, state="invited")
    make.membership(cast.third, make.user(f"新人{next(numbers)}"), state="applied")
    name = f"单位{next(numbers)}"
    make.add(UnitApplication(
        token_hash=name, unit_name=name, kind="hospital", district="滨海", applicant="甲", audience="operators",
    ))  # fmt: skip


def cost(app: Flask, person: Person) -> tuple[int, str]:
    reader = person.visit(app)
    reader.get("/")
    with statements() as sent:
        answer = reader.get("/")
    assert answer.status_code == 200
    return len(sent), answer.get_data(as_text=True)


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_desk_costs_the_same_with_one_and_three_and_thirty_of_everything(app: Flask, cast: Cast, size: int):
    for _ in range(size):
        fill(cast)
    make.save()
    sent, shown = cost(app, cast.ana)
    assert sent == OFFICER
    rows = (
        "答复共建邀请“来邀”", "对共建变更表态", "确认活动", "审阅", "修改退回的", "邀请您加入", "申请加入",
        "等答复：去邀", "等确认：",
    )  # fmt: skip
    assert [row for row in rows if row not in shown] == []
    most = {"答复共建邀请": 20, "对共建变更表态": 20, "确认活动": 50, "等答复：": 20, "等确认：": 10, "申请加入": 50}
    assert {row: shown.count(row) for row in most} == {row: min(size, limit) for row, limit in most.items()}
    assert cost(app, cast.otto)[0] == OPERATOR


def test_an_empty_desk_costs_no_more(app: Flask, cast: Cast):
    assert cost(app, cast.ana)[0] == OFFICER
    assert cost(app, cast.nora)[0] == ADMINISTRATOR


def test_nothing_of_a_full_desk_is_a_strangers(app: Flask, cast: Cast):
    fill(cast)
    make.save()
    for stranger in (cast.bella, cast.ben):
        shown = cost(app, stranger)[1]
        assert "来邀" not in shown and "对共建变更表态" not in shown and "新人" not in shown and "审阅《" not in shown
