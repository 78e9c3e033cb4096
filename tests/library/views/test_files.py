"""Downloads: F-05 to F-08."""

from urllib.parse import unquote

import pytest

from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library.actions.sharing import change_audiences
from coop.library.models import Attachment
from coop.library.queries.entries import get_entry
from tests.library.writing import approve, brought, draft, only, published, rewrite, space, submit

NAMES = [
    "方案.docx", "党建 品牌（终稿）.txt", 'a"b.txt', "a;b.txt", "a\\b.txt", "../../etc/passwd", "100%.txt", "é ü.pdf", "😀.txt",
    "a\r\nSet-Cookie: x=1.txt", "\u202egnp.exe.txt", "＂全角＂.txt", "a'b.txt", "x" * 300 + ".txt", ".htaccess", "繁體.txt",
]  # fmt: skip


def attachment_id() -> int:
    with everything("the file's number", quiet=True):
        return db.session().query(Attachment).order_by(Attachment.id.desc()).first().id


def test_a_file_is_sent_as_a_file_and_never_as_a_page(app, cast):
    published(cast, audiences=space(cast), brought=brought(content=b"<script>alert(1)</script>"))
    answer = cast.chen.visit(app).get(f"/attachments/{attachment_id()}")
    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.mimetype == "application/octet-stream"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_back_as_it_was_and_does_no_harm(cast, ana, name):
    """F-07: exact where it is a name, and otherwise only its harmless part; never a second header."""
    draft(cast, brought=brought(name))
    answer = ana.get(f"/attachments/{attachment_id()}")
    shown = answer.headers["Content-Disposition"]
    given = unquote(shown.partition("filename*=UTF-8''")[2]) or shown.partition("filename=")[2].strip('"')
    assert "Set-Cookie" not in dict(answer.headers) or "x=1" not in answer.headers["Set-Cookie"]
    assert "/" not in given
    if name in ("方案.docx", "党建 品牌（终稿）.txt", "😀.txt", "繁體.txt", "100%.txt", "é ü.pdf"):
        assert given == name


def test_foreign_missing_and_revoked_answer_alike(app, cast, dara):
    entry = published(cast, audiences=space(cast), brought=brought())
    number, chen = attachment_id(), cast.chen.visit(app)
    assert chen.get(f"/attachments/{number}").status_code == 200
    assert dara.get(f"/attachments/{number}").status_code == dara.get("/attachments/9999").status_code == 404
    with entering(cast.ana.scope):
        change_audiences(get_entry(entry), only(cast.third), by=cast.ana.scope)
    assert chen.get(f"/attachments/{number}").status_code == 404


def test_a_drafts_file_is_its_writers(app, cast):
    draft(cast, brought=brought())
    number = attachment_id()
    for person in (cast.ben, cast.chen, cast.bella):
        assert person.visit(app).get(f"/attachments/{number}").status_code == 404


def test_a_new_version_keeps_the_files_of_the_old_one(app, cast):
    entry = published(cast, audiences=space(cast), brought=brought())
    rewrite(cast.ana, entry, body="第二版")
    approve(cast.eve, submit(cast.ana, entry, cast.eve))
    assert cast.chen.visit(app).get(f"/attachments/{attachment_id()}").data == b"bytes"


def test_damaged_bytes_are_not_handed_out(app, cast, ana):
    """F-08: what is on the disk is hashed before the first byte leaves."""
    draft(cast, brought=brought())
    stored = next((app.extensions["coop.settings"].data_dir / "files" / "kept").glob("*/*"))
    stored.chmod(0o600)
    stored.write_bytes(b"byteX")
    answer = ana.get(f"/attachments/{attachment_id()}")
    assert answer.status_code == 500
    assert "损坏" in answer.text
