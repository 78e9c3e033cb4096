"""Where an English reader meets a Chinese character, somebody wrote it: the pages of the house have none of their own."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import JSON, String, update

from coop.accounts import identity
from coop.core.scope import everything
from coop.core.web.language import LANGUAGES
from coop.extensions import db
from tests.authz.house import House
from tests.authz.matrix import Row, rows
from tests.authz.world import PEOPLE
from tools import catalogues

CHINESE = re.compile("[㐀-鿿、，。：；（）《》？！]+")
#: Sentences are kept as templates beside their values; the template is ours and has to be said in English.
OURS = {("notification", "template")}
SHOWN = {"200", "403", "404", "409", "422"}
#: A roster stays as it was brought, apart from all tables of text.
BROUGHT = {"季新", "第三支部"}
#: Addresses whose other faces hang on a query.
FACES = (
    "/search?q=x", "/search?q=xxxx&kind=person", "/search?q=%E5%85%B1", "/activities?show=past", "/activities?show=proposed",
    "/activities/calendar?as=list", "/partnerships?state=ended", "/directory?q=nothing", "/library?kind=case",
    "/notifications?unread=1", "/activities/new?partnership=pact", "/library/new", "/nowhere",
)  # fmt: skip
IN_ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(scope="module")
def english(house: House) -> House:
    """The world as if its people had written no Chinese, and all of them read English."""
    catalogues.build()
    with house.app.app_context(), everything("taking the Chinese out of what people wrote", quiet=True):
        for table in db.metadata.sorted_tables:
            _strip(table)
        db.session().commit()
    identity.kept.clear()
    house.keep()
    return house


def _strip(table: Any) -> None:
    """Every Han character that stands in a row becomes an x."""
    written = [c for c in table.columns if isinstance(c.type, (String, JSON)) and (table.name, c.name) not in OURS]
    key = list(table.primary_key.columns)
    for row in db.session().execute(table.select()).mappings():
        changed = {c: _plain(row[c]) for c in written if row[c] is not None and _plain(row[c]) != row[c]}
        if table.name == "user":
            changed[table.c.locale] = "en"
        if changed:
            db.session().execute(update(table).where(*(c == row[c] for c in key)).values(changed))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return CHINESE.sub(lambda found: "x" * len(found[0]), value)
    return json.loads(_plain(json.dumps(value, ensure_ascii=False)))


def chinese_in(page: str) -> list[str]:
    """The Chinese of a page that is neither a language's own name nor said to be Chinese by its element."""
    bare = re.sub(r"<(\w+)[^>]*\blang=\"zh[^>]*>.*?</\1>", "", page.split("<head>", 1)[-1], flags=re.DOTALL)
    return [found for found in CHINESE.findall(unescape(bare)) if found not in BROUGHT and found not in LANGUAGES.values()]


def readers(row: Row) -> dict[str, str]:
    """One person for each answer that a row promises: a page, a form refused, a door that is closed."""
    told = {answer: who for who, answer in reversed(list(zip(PEOPLE, row.answers, strict=True))) if answer in SHOWN}
    return {who: answer for answer, who in told.items()}


def test_no_page_has_chinese_of_its_own(english):
    faults = {}
    for row in rows():
        method, rule = row.route.split(" ")
        for who in readers(row):
            answer = english.ask(who, method, english.path(rule, *row.words), headers=IN_ENGLISH)
            if answer.mimetype == "text/html" and (found := chinese_in(answer.text)):
                faults[f"{row.route} {','.join(row.words)} {who} {answer.status_code}"] = found
            answer.close()
            if method == "POST" and answer.status_code < 400:
                english.restore()
    assert not faults, "\n".join(f"{place}: {' '.join(sorted(set(found)))}" for place, found in faults.items())


@pytest.mark.parametrize("face", FACES)
def test_no_face_of_a_page_has_chinese_of_its_own(english, face):
    address, _, query = face.partition("?")
    page = english.ask("ana", "GET", english.path(address, f"?{query}"), headers=IN_ENGLISH).text
    assert not chinese_in(page.replace(unquote(query.partition("=")[2]), ""))


def test_a_page_in_chinese_would_be_noticed(english):
    answer = english.ask("anon", "GET", "/sign-in", headers={"Accept-Language": "zh-CN"})
    assert "口令" in "".join(chinese_in(answer.text))
