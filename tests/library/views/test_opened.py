"""What is public opens for everybody at its address, and nothing else does: whatever is not public answers as what never was."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from coop.core import audience
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library.actions.sharing import change_audiences, supersede_entry, withdraw_entry
from coop.library.models import Attachment
from coop.library.queries.entries import get_entry
from coop.units.models import Branch, Unit
from tests import factories as make
from tests.library.writing import NETWORK, approve, brought, draft, number_of, only, published, rewrite, space, submit

PUBLIC = [audience.PUBLIC]
FOREVER = "/library/999999"


def is_door(answer, path: str) -> bool:
    return answer.status_code == 303 and answer.headers["Location"] == f"/sign-in?next={quote(path)}"


def files_of(entry_id: int) -> list[int]:
    with everything("test", quiet=True):
        found = select(Attachment.id).where(Attachment.entry_id == entry_id).order_by(Attachment.id)
        return list(db.session().scalars(found))


def unit_of(cast) -> Unit:
    return db.session().get_one(Unit, number_of(cast.north))


def test_a_public_entry_and_its_files_open_without_signing_in(client, cast):
    number = published(cast, audiences=PUBLIC, brought=brought("清单.txt", "一号隐患".encode()))
    page = client.get(f"/library/{number}")
    assert page.status_code == 200 and "一张清单管到底" in page.text and "当天上墙、七天销号" in page.text
    assert "no-store" in page.headers["Cache-Control"] and 'content="noindex"' in page.text
    (file,) = files_of(number)
    answer = client.get(f"/attachments/{file}")
    assert (answer.status_code, answer.data) == (200, "一号隐患".encode())
    assert "attachment" in answer.headers["Content-Disposition"]


def test_it_names_no_person_and_leads_nowhere_inside(client, cast):
    """The unit stands for it; the branch is named only where its own page is public."""
    number = published(cast, audiences=PUBLIC)
    page = client.get(f"/library/{number}").text
    assert "北方机械" in page and "第三支部" not in page
    for inside in ("安娜", "艾芙", "/versions", "/branches/", "/library?tag", "/units/", "版本", "data-sheet-url"):
        assert inside not in page, inside
    with everything("test", quiet=True):
        db.session().get_one(Branch, number_of(cast.third)).audience = audience.PUBLIC
        make.save()
    page = client.get(f"/library/{number}").text
    assert "北方机械第三支部" in page and f"/branches/{number_of(cast.third)}" in page


@pytest.mark.parametrize("readers", ["third", "pact", "network"])
def test_what_is_not_public_answers_as_what_never_was(client, cast, readers):
    wanted = {"third": only(cast.third), "pact": space(cast), "network": NETWORK}[readers]
    number = published(cast, audiences=wanted, brought=brought())
    (file,) = files_of(number)
    client.get("/healthz"), client.get(FOREVER)
    for path in (f"/library/{number}", f"/attachments/{file}"):
        answer, never = client.get(path), client.get(path.replace(str(number), "999999"))
        assert is_door(answer, path) and "清单" not in answer.text
        assert dict(answer.headers).keys() == dict(never.headers).keys()
    assert is_door(client.get(FOREVER), FOREVER)


def test_a_draft_for_the_public_is_still_a_draft(client, cast):
    number = draft(cast, audiences=PUBLIC, brought=brought())
    assert is_door(client.get(f"/library/{number}"), f"/library/{number}")
    submit(cast.ana, number, cast.eve)
    assert is_door(client.get(f"/library/{number}"), f"/library/{number}")
    assert client.get(f"/attachments/{files_of(number)[0]}").status_code == 303


def test_only_what_is_said_now_is_open(client, cast):
    """Neither a version on its way nor one that was replaced, nor the files of either."""
    number = published(cast, audiences=PUBLIC, brought=brought("旧表.txt", b"old"))
    rewrite(cast.ana, number, title="新写的一版", body="新的做法", audiences=PUBLIC)
    page = client.get(f"/library/{number}").text
    assert "新写的一版" not in page and "新的做法" not in page
    before = files_of(number)
    approve(cast.eve, submit(cast.ana, number, cast.eve))
    assert "新的做法" in client.get(f"/library/{number}").text
    assert client.get(f"/attachments/{before[0]}").status_code == 303, "the replaced version's own copy"
    assert client.get(f"/attachments/{before[-1]}").status_code == 200
    for path in (f"/library/{number}/versions", f"/library/{number}/versions/1", f"/library/{number}/audiences"):
        assert is_door(client.get(path), path)


def test_what_the_unit_no_longer_allows_closes_at_once(client, cast):
    number = published(cast, audiences=PUBLIC, brought=brought())
    (file,) = files_of(number)
    paths = (f"/library/{number}", f"/attachments/{file}")
    for change in ({"policies": {"may_share_publicly": False}}, {"policies": {}, "state": "suspended"}):
        with everything("test", quiet=True):
            for name, value in change.items():
                setattr(unit_of(cast), name, value)
            make.save()
        assert all(is_door(client.get(path), path) for path in paths), change
    with everything("test", quiet=True):
        unit_of(cast).state = "active"
        make.save()
    assert all(client.get(path).status_code == 200 for path in paths)


def test_what_is_withdrawn_or_narrowed_closes_at_once(client, cast):
    narrowed, gone = published(cast, audiences=PUBLIC), published(cast, audiences=PUBLIC)
    with entering(cast.ana.scope):
        change_audiences(get_entry(narrowed), only(cast.third), by=cast.ana.scope)
        withdraw_entry(get_entry(gone), "过时了", by=cast.ana.scope)
    for number in (narrowed, gone):
        assert is_door(client.get(f"/library/{number}"), f"/library/{number}")


def test_a_replaced_one_leads_on_only_to_what_is_public_too(client, cast):
    old, inner, outer = (
        published(cast, audiences=wanted, title=title)
        for wanted, title in ((PUBLIC, "旧的一篇"), (only(cast.third), "内部的新篇"), (PUBLIC, "公开的新篇"))
    )
    with entering(cast.ana.scope):
        supersede_entry(get_entry(old), successor_id=inner, by=cast.ana.scope)
    page = client.get(f"/library/{old}").text
    assert "旧的一篇" in page and "内部的新篇" not in page and f"/library/{inner}" not in page
    with everything("test", quiet=True):
        get_entry(old).successor_id = outer
        make.save()
    assert "公开的新篇" in client.get(f"/library/{old}").text


def test_who_is_signed_in_reads_the_page_of_the_house(cast, dara, ana):
    number = published(cast, audiences=PUBLIC)
    assert "安娜" in dara.get(f"/library/{number}").text and "写新版本" in ana.get(f"/library/{number}").text
