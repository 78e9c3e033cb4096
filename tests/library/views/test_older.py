"""What an entry said earlier is read by those who could read it then, and by nobody whom a later version lets in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from coop.core import audience, outbox
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library.actions.restoring import restore_version
from coop.library.actions.sharing import change_audiences, withdraw_entry
from coop.library.actions.writing import drop_attachment
from coop.library.models import Attachment, EntryVersion
from coop.library.queries.entries import get_entry, latest_version, versions_of
from tests.cast import Cast
from tests.library.writing import NETWORK, approve, brought, number_of, only, published, rewrite, space, submit

PUBLIC = [audience.PUBLIC]
SECRET = "初稿里的名单"


def corrected(cast: Cast, entry: int, audiences: list[str], reviewer: str = "eve") -> None:
    """A new version without what stood in the first, its file neither, is published to these."""
    rewrite(cast.ana, entry, title="更正后的一篇", body="已脱敏", summary="", audiences=audiences)
    with entering(cast.ana.scope):
        version = latest_version(get_entry(entry))
        for file in list(version.attachments):
            drop_attachment(get_entry(entry), file.id, by=cast.ana.scope)
    person = getattr(cast, reviewer)
    approve(person, submit(cast.ana, entry, person))


def first_to(cast: Cast, audiences: list[str]) -> int:
    return published(cast, body=SECRET, audiences=audiences, brought=brought("内部名单.docx", b"names"))


def share_with(cast: Cast, entry: int, audiences: list[str]) -> None:
    with entering(cast.ana.scope):
        change_audiences(get_entry(entry), audiences, by=cast.ana.scope)


def withdraw(cast: Cast, entry: int) -> None:
    with entering(cast.ana.scope):
        withdraw_entry(get_entry(entry), "误发", by=cast.ana.scope)


def file_of(entry: int, number: int = 1) -> int:
    with everything("the file's number", quiet=True):
        of_version = select(EntryVersion.id).where(EntryVersion.entry_id == entry, EntryVersion.number == number)
        found = db.session().scalars(select(Attachment.id).where(Attachment.version_id.in_(of_version)))
        return found.one()


def reads(browser: FlaskClient, entry: int, number: int = 1) -> bool:
    """Whether the version is this reader's: on the page, in the history, in what the next one changed, as a file."""
    page, file = f"/library/{entry}/versions/{number}", f"/attachments/{file_of(entry, number)}"
    answers = {browser.get(page).status_code, browser.get(file).status_code}
    told = SECRET in browser.get(page).text, page in browser.get(f"/library/{entry}/versions").text
    compared = SECRET in browser.get(f"/library/{entry}/versions/{number + 1}").text
    assert (answers, *told, compared) in (({200}, True, True, True), ({404}, False, False, False))
    return answers == {200}


@pytest.fixture
def meant(cast: Cast) -> Callable[[str], list[str]]:
    """The audiences behind the words of a test."""
    north = [audience.unit(number_of(cast.north))]
    known = {"branch": only(cast.third), "unit": north, "space": space(cast), "network": NETWORK, "public": PUBLIC}
    return lambda words: [name for word in words.split("+") for name in known[word]]


@pytest.mark.parametrize(("once", "now", "reader"), [
    ("branch", "network", "dara"), ("unit", "network", "dara"), ("space", "network", "dara"),
    ("branch", "unit", "bella"), ("branch", "space", "chen"), ("unit", "space", "chen"), ("space", "unit", "bella"),
    ("unit", "unit+space", "chen"), ("space", "unit+space", "bella"), ("network", "public", "otto"),
])  # fmt: skip
def test_a_wider_new_version_lets_nobody_into_the_narrower_one_before(app, cast, meant, once, now, reader):
    entry = first_to(cast, meant(once))
    browser = getattr(cast, reader).visit(app)
    assert browser.get(f"/library/{entry}").status_code == 404
    corrected(cast, entry, meant(now))
    assert browser.get(f"/library/{entry}").status_code == 200
    assert not reads(browser, entry)
    assert not reads(cast.ben.visit(app), entry), "among its present readers nobody is told apart"
    assert reads(cast.ana.visit(app), entry), "its writers read it on"


@pytest.mark.parametrize(("once", "now", "reader"), [
    ("network", "network", "dara"), ("network", "space", "chen"), ("network", "unit", "bella"), ("public", "network", "dara"),
    ("space", "space", "chen"), ("unit+space", "space", "chen"), ("unit", "branch", "ben"), ("space", "branch", "ben"),
])  # fmt: skip
def test_whoever_could_read_it_reads_it_on(app, cast, meant, once, now, reader):
    entry = first_to(cast, meant(once))
    corrected(cast, entry, meant(now))
    assert reads(getattr(cast, reader).visit(app), entry)


def test_a_wider_audience_of_the_same_version_opens_that_one_alone(app, cast):
    entry, dara = first_to(cast, only(cast.third)), cast.dara.visit(app)
    corrected(cast, entry, only(cast.third))
    share_with(cast, entry, NETWORK)
    assert dara.get(f"/library/{entry}").status_code == 200 and not reads(dara, entry)
    share_with(cast, entry, only(cast.third))
    assert reads(cast.ben.visit(app), entry), "taken back, all is as it was"
    share_with(cast, entry, PUBLIC)
    assert not reads(dara, entry)


def test_what_counts_is_who_read_it_last_while_it_was_what_the_entry_said(app, cast):
    """Its audiences were changed meanwhile, in one or the other direction."""
    narrowed, widened, dara = first_to(cast, NETWORK), first_to(cast, only(cast.third)), cast.dara.visit(app)
    share_with(cast, narrowed, only(cast.third))
    share_with(cast, widened, NETWORK)
    for entry in (narrowed, widened):
        corrected(cast, entry, NETWORK)
    assert (reads(dara, narrowed), reads(dara, widened)) == (False, True)


def test_it_does_not_matter_which_of_them_the_reviewer_sees(app, cast):
    """Bella of another branch reads what is for the network, and never read the first version."""
    entry = first_to(cast, only(cast.third))
    corrected(cast, entry, NETWORK)
    corrected(cast, entry, only(cast.third), "bella")
    assert reads(cast.ben.visit(app), entry)
    with everything("what became of the versions", quiet=True):
        assert [one.state for one in versions_of(get_entry(entry))] == ["published", "superseded", "superseded"]


def test_what_was_withdrawn_stays_closed_whatever_is_published_after_it(app, cast):
    entry, dara = first_to(cast, NETWORK), cast.dara.visit(app)
    withdraw(cast, entry)
    for _ in range(2):
        corrected(cast, entry, NETWORK)
        assert dara.get(f"/library/{entry}").status_code == 200
        assert not reads(dara, entry)
    share_with(cast, entry, PUBLIC)
    assert not reads(dara, entry)
    assert "已撤下" in cast.ana.visit(app).get(f"/library/{entry}/versions").text


def test_a_closed_version_is_compared_with_nothing_and_found_by_nobody(app, cast):
    entry, dara = first_to(cast, only(cast.third)), cast.dara.visit(app)
    corrected(cast, entry, NETWORK)
    assert "与第 1 版相比" not in dara.get(f"/library/{entry}/versions/2").text
    outbox.drain()
    for asked, is_found in (("更正", True), (SECRET, False), ("内部名单", False)):
        assert (f'href="/library/{entry}' in dara.get("/search", query_string={"q": asked}).text) is is_found


def test_its_writers_restore_it_for_those_who_read_now_once_it_is_published_again(app, cast):
    entry, dara = first_to(cast, only(cast.third)), cast.dara.visit(app)
    corrected(cast, entry, NETWORK)
    with entering(cast.ana.scope):
        assert restore_version(get_entry(entry), 1, by=cast.ana.scope).number == 3
    assert not reads(dara, entry)
    approve(cast.eve, submit(cast.ana, entry, cast.eve))
    assert SECRET in dara.get(f"/library/{entry}").text
    assert dara.get(f"/attachments/{file_of(entry, 3)}").status_code == 200
    assert dara.get(f"/attachments/{file_of(entry)}").status_code == 404, "the first one is still not theirs"
