"""A secretary's text arrives with its title, paragraphs, headings, lists and tables, or a sentence says why not."""

import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from coop.core.files.sandbox import SandboxFailed, run_confined
from coop.library.documents.reading import DocumentRefused, read_document, separate_paragraphs
from coop.library.documents.titles import guess_title


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))


PIXEL = chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0"))
PNG = b"\x89PNG\r\n\x1a\n" + PIXEL + chunk(b"IEND", b"")


def word(build: Callable[[docx.document.Document], None]) -> io.BytesIO:
    """A Word file written by python-docx."""
    document, target = docx.Document(), io.BytesIO()
    build(document)
    document.save(target)
    target.seek(0)
    return target


def case_study(document: docx.document.Document) -> None:
    document.add_heading("支部联学促发展", 1)
    document.add_paragraph("第一段，讲做法。")
    document.add_paragraph("").add_run("重点").bold = True
    document.add_heading("经验", 2)
    for point in ("先问需求", "再定清单"):
        document.add_paragraph(point, style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["支部", "人数", "一支部", "12"], strict=True):
        cell.text = text
    document.add_picture(io.BytesIO(PNG))
    document.add_paragraph("最后一段。")


def rezipped(stream: io.BytesIO, **changed: bytes) -> io.BytesIO:
    """The same Word file with some parts replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(Path(name).stem, old.read(name)))
    target.seek(0)
    return target


def test_a_word_file_keeps_headings_lists_tables_and_notes_its_pictures() -> None:
    read = read_document("案例.docx", word(case_study))
    assert read.title == "支部联学促发展"
    lines = read.markdown.split("\n")
    assert lines[:3] == ["# 支部联学促发展", "", "第一段，讲做法。"]
    assert {"## 经验", "- 先问需求", "- 再定清单", "**重点**", "最后一段。"} <= set(lines)
    assert "| 一支部 | 12 |" in lines
    assert "未导入" in read.markdown
    assert "base64" not in read.markdown


def test_a_long_table_that_repeats_itself_is_no_bomb() -> None:
    read = read_document(
        "a.docx", word(lambda d: [d.add_paragraph("主题党日活动记录，" * 20) for _ in range(2000)] and None)
    )
    assert read.markdown.count("\n\n") == 1999


def test_a_style_named_in_chinese_is_a_heading() -> None:
    def build(document: docx.document.Document) -> None:
        document.styles.add_style("标题 2", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("做法", style="标题 2")

    assert read_document("a.docx", word(build)).markdown == "## 做法"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_plain_text_is_read_in_every_encoding(encoding: str) -> None:
    text = "互聯共建在社區\n\u3000\u3000第一段，共同開展活動。\n\u3000\u3000第二段。\n"
    read = read_document("a.txt", io.BytesIO(text.encode(encoding)))
    assert read.title == "互聯共建在社區"
    assert read.markdown == "互聯共建在社區\n\n第一段，共同開展活動。\n\n第二段。"


def test_lines_wrapped_within_paragraphs_stay_together() -> None:
    assert separate_paragraphs("一行\n接着\n\n\n二段\n\n三段") == "一行\n接着\n\n二段\n\n三段"


def test_plain_text_reads_as_typed_and_never_as_markup() -> None:
    assert separate_paragraphs("# 一号\n> 二\n    三\n```\n#话题") == "\\# 一号\n\n\\> 二\n\n三\n\n\\```\n\n#话题"


def test_markdown_is_left_as_it_is() -> None:
    text = "前言\n\n# 党建+网格\n\n- 一\n- 二\n\n    代码\n"
    read = read_document("说明.MD", io.BytesIO(text.encode()))
    assert (read.title, read.markdown) == ("党建+网格", text.strip("\n"))


def test_names_and_workplaces_are_no_title():
    text = "柯 蕾 陈海云 童 安\n南港物流公司\n码头手势图怎样教会\n\n第一节……"
    assert guess_title(text, filename="a.txt") == "码头手势图怎样教会"
    assert guess_title("袁心澜\n摘要：网格里的事，网格里的人先知道，先商量，先办好。", filename="网格.txt") == "网格"
    assert guess_title("|\n党建互联共建研究\n正文。", filename="a.txt") == "党建互联共建研究"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# **一** 支部\n正文", "一 支部"),
        ("\n\n短标题\n\n正文很长。", "短标题"),
        ("这是一句话。\n另一句。", "文件"),
        ("字" * 61, "文件"),
        ("", "文件"),
    ],
)
def test_a_title_is_a_heading_or_a_short_line_or_the_file(text: str, title: str) -> None:
    assert guess_title(text, filename="文件.txt") == title


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">%s]><a>&l9;</a>""" % b"".join(
    b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 10)
)
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""
REFUSED = {
    "docx with laughs": lambda: ("a.docx", rezipped(word(case_study), document=LAUGHS), "外部实体"),
    "docx with outside entity": lambda: ("a.docx", rezipped(word(case_study), styles=OUTSIDE), "外部实体"),
    "docx with broken xml": lambda: ("a.docx", rezipped(word(case_study), document=b"<w:document"), "太复杂"),
    "docx nested too deep": lambda: (
        "a.docx",
        rezipped(word(case_study), document=b"<a>" * 90_000 + b"</a>" * 90_000),
        "太复杂",
    ),
    "docx without words": lambda: ("a.docx", word(lambda _: None), "没有文字"),
    "docx bomb": lambda: ("a.docx", rezipped(word(case_study), document=b" " * 90_000_000), "大得不正常"),
    "text named docx": lambda: ("a.docx", io.BytesIO("正文".encode()), "扩展名"),
    "half a docx": lambda: ("a.docx", io.BytesIO(word(case_study).getvalue()[:9000]), "损坏"),
    "docx named txt": lambda: ("a.txt", word(case_study), "扩展名"),
    "old doc": lambda: ("a.doc", io.BytesIO(b"\xd0\xcf\x11\xe0"), "不支持"),
    "pdf": lambda: ("a.pdf", io.BytesIO(b"%PDF-1.4\nstartxref\n%%EOF"), "附件"),
    "no encoding": lambda: ("a.txt", io.BytesIO(bytes(range(128, 256)) * 9), "扩展名"),
    "empty": lambda: ("a.txt", io.BytesIO(), "空文件"),
    "blank": lambda: ("a.txt", io.BytesIO(b" \n\n "), "没有文字"),
    "endless": lambda: ("a.txt", io.BytesIO("长".encode() * 1_000_001), "太长"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_gives_no_text_is_refused_with_a_sentence(case: str) -> None:
    name, stream, words = REFUSED[case]()
    with pytest.raises(DocumentRefused, match=words):
        read_document(name, stream)


SNARES = {
    "memory": "x = bytearray(2 * 1024**3)",
    "network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "program": "import subprocess; subprocess.run(['true'])",
    "fork": "import os; os.fork()",
    "output": "print('x' * 80_000_000)",
    "wall": "import time; time.sleep(60)",
    "no answer": "",
    "not json": "print('{')",
}


@pytest.mark.parametrize("snare", SNARES)
def test_a_child_cannot_leave_its_sandbox_and_the_parent_lives(tmp_path: Path, snare: str) -> None:
    """F-10."""
    script = tmp_path / "snare.py"
    script.write_text(SNARES[snare])
    began = time.monotonic()
    with pytest.raises(SandboxFailed):
        run_confined(script, script, wall=3)
    assert time.monotonic() - began < 10


def test_a_child_starts_without_the_application(tmp_path: Path) -> None:
    script = tmp_path / "look.py"
    script.write_text("import json, sys, os; print(json.dumps([sorted(sys.modules), sorted(os.environ)]))")
    modules, environment = run_confined(script, script)
    assert not {"coop", "flask", "whoosh", "sqlalchemy"} & set(modules)
    assert not {name for name in environment if name.startswith(("COOP", "PATH", "HOME"))}


def test_reading_knows_neither_flask_nor_database_of_its_own() -> None:
    """The child by itself, as the sandbox runs it."""
    child = Path(__file__).parents[2] / "coop/library/documents/child.py"
    check = (
        f"import runpy, sys; runpy.run_path({str(child)!r}); print([m for m in ('coop', 'flask') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-I", "-c", check], check=True, capture_output=True).stdout == b"[]\n"
