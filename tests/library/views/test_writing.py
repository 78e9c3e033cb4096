"""Bringing something in: from a file, by pasting, by hand; whatever is refused comes back with all that was typed."""

import io
import zipfile

import docx
import pytest

from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library.models import Attachment, Entry
from coop.library.queries.entries import get_entry, latest_version
from tests.library.views.typing_in import file, typed
from tests.library.writing import NETWORK, TEXTS, draft, number_of, published


def word(*paragraphs: str, title: str = "党课怎么讲") -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_heading(title, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """A Word file whose text is two hundred megabytes of nothing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("正文"))) as whole, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in whole.namelist():
            made.writestr(name, b"0" * 200_000_000 if name == "word/document.xml" else whole.read(name))
    return stream.getvalue()


def entries() -> list[Entry]:
    with everything("counting entries", quiet=True):
        return list(db.session().query(Entry))


def test_what_is_typed_becomes_a_draft(cast, ana):
    answer = ana.post("/library/new", data=typed(cast, tags="安全生产、党建+服务", background="各查各的"))
    assert answer.status_code == 303
    with entering(cast.ana.scope):
        version = latest_version(get_entry(int(answer.location.rpartition("/")[2])))
        assert (version.title, version.tags) == ("一张清单管到底", ["安全生产", "党建+服务"])
        assert (version.fields, version.state) == ({"background": "各查各的"}, "draft")


def test_the_same_form_sent_twice_is_one_draft(cast, ana):
    for _ in range(2):
        assert ana.post("/library/new", data=typed(cast, once="a" * 32)).status_code == 303
    assert len(entries()) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("亮诺.txt", (TEXTS / "pledges.txt").read_bytes(), "三本账"),
        ("党课.docx", word("先问一个身边的问题。"), "先问一个身边的问题"),
        ("说明.md", "# 五步法\n\n- 上墙", "- 上墙"),
        ("旧.txt", "党建品牌的由来\n\n一段文字。".encode("gb18030"), "党建品牌的由来"),
    ],
)
def test_a_files_text_comes_into_the_form_and_its_original_stays_with_the_entry(cast, ana, name, content, words):
    shown = ana.post("/library/new", data=typed(cast, title="", body="", source=file(name, content), step="read"))
    assert shown.status_code == 200
    assert words in shown.text
    assert entries() == []
    kept = shown.text.partition('name="kept" value="')[2].partition('"')[0]
    saved = ana.post("/library/new", data=typed(cast, kept=kept))
    assert saved.status_code == 303
    with everything("what was kept"):
        attachment = db.session().query(Attachment).one()
        assert attachment.name == name
    download = ana.get(f"/attachments/{attachment.id}")
    assert download.data == (content if isinstance(content, bytes) else content.encode())


HOSTILE = {
    "bomb.docx": bomb, "not.docx": lambda: b"this is no Word file", "cut.docx": lambda: word("正文")[:-700],
    "picture.png": lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 40, "empty.txt": lambda: b"", "old.doc": lambda: b"\xd0\xcf\x11\xe0" * 9,
    "novel.txt": lambda: "很长的一篇。\n\n".encode() * 6000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_a_sentence_at_its_field_and_keeps_what_was_typed(cast, ana, name):
    data = typed(cast, body="已经写好的正文", tags="安全", source=file(name, HOSTILE[name]()), step="read")
    page = ana.post("/library/new", data=data)
    assert page.status_code == 422
    assert 'id="source-error"' in page.text
    for kept in ("一张清单管到底", "已经写好的正文", 'value="安全"'):
        assert kept in page.text
    assert entries() == []


def test_an_attachment_that_is_not_what_it_says_stops_the_form(cast, ana):
    page = ana.post("/library/new", data=typed(cast, files=file("表.xlsx", b"<html>")))
    assert (page.status_code, 'id="files-error"' in page.text) == (422, True)
    assert "隐患当天上墙" in page.text
    assert entries() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [({"title": "  "}, "title"), ({"title": "长" * 121}, "title"), ({"audiences": "unit:999"}, "audiences"),
     ({"audiences": ""}, "audiences"), ({"body": "长" * 30_000}, "body"), ({"kind": "novel"}, "kind")],
)  # fmt: skip
def test_what_cannot_stand_is_said_at_the_field(cast, ana, change, field):
    page = ana.post("/library/new", data=typed(cast, **change))
    assert (page.status_code, f'id="{field}-error"' in page.text) == (422, True)
    assert entries() == []


def test_a_foreign_branch_is_not_written_for(cast, ana):
    """T-05: only where one is a member; what was meant for another is not written for one's own instead."""
    answer = ana.post("/library/new", data=typed(cast, branch_id=number_of(cast.gate), audiences="network"))
    assert answer.status_code == 422 and "请选择您所在的支部" in answer.text
    with everything("whose it is"):
        assert not db.session().query(Entry).count()


def test_a_kept_file_opens_for_its_owner_only(app, cast, ana):
    """T-05: the word that carries a kept file through the form is nobody else's."""
    shown = ana.post("/library/new", data=typed(cast, body="", source=file("a.txt", "只给安娜看的原文"), step="read"))
    kept = shown.text.partition('name="kept" value="')[2].partition('"')[0]
    for word_ in (kept, "forged"):
        answer = cast.chen.visit(app).post(
            "/library/new", data=typed(cast, branch_id=number_of(cast.port), audiences="network", kept=word_)
        )
        assert answer.status_code == 422
    assert entries() == []


def test_nobody_without_a_branch_writes(app, cast):
    assert cast.otto.visit(app).get("/library/new").status_code == 403
    assert cast.nora.visit(app).post("/library/new", data=typed(cast)).status_code == 403


def test_editing_goes_on_with_the_draft(cast, ana):
    entry = draft(cast)
    page = ana.get(f"/library/{entry}/edit").text
    assert "一张清单管到底：联合排查的五步法" in page
    answer = ana.post(f"/library/{entry}/edit", data=typed(cast, title="六步法", step="submit"))
    assert answer.location.endswith(f"/library/{entry}/reviews/new")


def test_what_one_may_not_edit_stays(app, cast):
    entry = published(cast, audiences=NETWORK)
    assert cast.chen.visit(app).post(f"/library/{entry}/edit", data=typed(cast, title="别人的")).status_code == 403


def test_the_preview_is_sanitised(cast, ana):
    body = "**重点** <img src=x onerror=alert(1)> [坏链接](javascript:alert(1)) ![图](https://example.org/a.png)"
    shown = ana.post("/library/preview", data={"body": body}).text
    assert "<strong>重点</strong>" in shown
    assert "<img" not in shown
    assert "javascript:" not in shown.partition("[")[0]
    assert "太长" in ana.post("/library/preview", data={"body": "长" * 40_000}).text
