"""A branch that said no can read again what it was asked and why it declined; of the space it sees nothing."""

import pytest
from flask import Flask

from coop.core.outbox import drain
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.notifications.models import Notification
from tests import factories as make
from tests.budget import FRAME, statements
from tests.cast import Cast, Person
from tests.notifications.test_telling import heard
from tests.partnerships.asking import agree, approve, clerk_of, decline, found_by, party_of, propose
from tests.units.pages import send

REASON = "今年任务已满，明年春天再约"


@pytest.fixture
def declined(cast: Cast) -> tuple[int, int]:
    """Ana asks Chen and Bella; Bella's branch declines, Chen's joins: the partnership lives. Its number and Bella's party's."""
    number = propose(cast.ana, cast.third, cast.port, cast.second, aims="互学互促，把隐患查清", message="盼一起做")
    decline(cast.bella, number, cast.second, REASON)
    agree(cast.cleo, number, cast.port)
    approve(cast.chen, number, cast.port)
    return number, party_of(number, cast.second).id


def test_its_officers_read_the_invitation_and_their_own_reason(app: Flask, cast: Cast, declined: tuple[int, int]):
    number, party = declined
    for person in (cast.bella, clerk_of(cast.second)):
        client = person.visit(app)
        page = client.get(f"/parties/{party}")
        assert page.status_code == 200
        asked = "北方机械第三支部邀请北方机械第二支部"
        for words in (asked, "港机联建：安全互促", "互学互促，把隐患查清", "盼一起做", REASON, "白露"):
            assert words in page.text
        listed = client.get("/partnerships/declined").text
        assert "港机联建" in listed and REASON in listed and f"/parties/{party}" in listed
        assert "已谢绝" in client.get("/partnerships").text
        led = client.get(f"/partnerships/{number}")
        assert (led.status_code, led.location) == (303, f"/parties/{party}"), "the notice of the invitation leads there"
        assert client.get(f"/partnerships/{number}/members").status_code == 404 and found_by(person, number) is None


def test_nothing_of_what_became_of_it_is_told(app: Flask, cast: Cast, declined: tuple[int, int]):
    page = cast.bella.visit(app).get(f"/parties/{declined[1]}").text
    assert "南港物流" not in page and "共建中" not in page and f"/partnerships/{declined[0]}" not in page


def test_nobody_else_finds_it(app: Flask, cast: Cast, declined: tuple[int, int]):
    number, party = declined
    for person in (cast.dara, cast.nora, cast.otto):
        client = person.visit(app)
        assert client.get(f"/partnerships/{number}").status_code == 404
        assert client.get(f"/parties/{party}").status_code == 404, person.name
        assert "港机联建" not in client.get("/partnerships/declined").text
        assert "已谢绝" not in client.get("/partnerships").text
    for person in (cast.ana, cast.chen, cast.ben):
        assert person.visit(app).get(f"/parties/{party}").status_code == 403, "seen in the space, and not theirs to read"
        assert REASON not in person.visit(app).get("/partnerships/declined").text


def test_a_plain_member_of_the_branch_finds_nothing(app: Flask, cast: Cast, declined: tuple[int, int]):
    with everything("test", quiet=True):
        member = make.member(cast.second, "毕工")
        make.save()
        client = Person(member.id, member.name).visit(app)
    assert client.get(f"/parties/{declined[1]}").status_code == 404
    assert "港机联建" not in client.get("/partnerships/declined").text


def test_the_other_states_have_no_such_page(app: Flask, cast: Cast, declined: tuple[int, int]):
    for person, branch in ((cast.ana, cast.third), (cast.chen, cast.port)):
        own = party_of(declined[0], branch).id
        assert person.visit(app).get(f"/parties/{own}").status_code == 404


def test_whoever_declines_is_led_there_and_so_are_their_colleagues(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    own = party_of(number, cast.port).id
    answer = send(cast.chen.visit(app), f"/parties/{own}/refusal", reason=REASON)
    assert answer.status_code == 303 and answer.headers["Location"] == f"/parties/{own}"
    drain()
    assert any("谢绝" in line for line in heard(cast.cleo))
    assert links(cast.cleo) == [f"/parties/{own}", f"/partnerships/{number}"]
    assert links(cast.ana) == [f"/partnerships/{number}"]


def links(person: Person) -> list[str]:
    with entering(person.scope):
        return sorted({row.url for row in db.session().query(Notification)})


def test_a_branch_that_did_not_answer_reads_that_it_did_not(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.second)
    agree(cast.cleo, number, cast.port)
    approve(cast.chen, number, cast.port)
    own = party_of(number, cast.third).id
    assert send(cast.ana.visit(app), f"/parties/{own}/start", f"/partnerships/{number}").status_code == 303
    page = cast.bella.visit(app).get(f"/parties/{party_of(number, cast.second).id}")
    assert page.status_code == 200 and "没有答复" in page.text and "答复人" not in page.text


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three(app: Flask, cast: Cast, size: int):
    for number in range(size):
        asked = propose(cast.ana if number % 2 else cast.chen, cast.third if number % 2 else cast.port, cast.gate)
        decline(cast.dara, asked, cast.gate)
        if number == 1:
            break
    client = cast.dara.visit(app)
    client.get("/partnerships/declined")
    with statements() as sent:
        assert client.get("/partnerships/declined").text.count("/parties/") >= min(size, 2)
    assert len(sent) == FRAME + 4
