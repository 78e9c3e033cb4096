"""The cells of an uploaded sheet as text: .xlsx and .xls through a child process, .csv decoded here."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coop.core.errors import FileRefused
from coop.core.files.kinds import HEAD, confirm, kind_of
from coop.core.files.sandbox import SandboxFailed, run_confined
from coop.core.files.texts import decode
from coop.core.sentences import Sentence, say
from coop.units.roster.columns import WITHIN
from coop.units.roster.rows import RosterRefused

MOST_ROWS = 5_000
MOST_BYTES = 20 * 1024 * 1024
_CHILD = Path(__file__).with_name("child.py")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = say("这个 Excel 文件读不出来：文件损坏、太复杂，或者里面没有工作表。请另存为 .xlsx 或 .csv 后再上传。")
_PASSWORD = say("这个 Excel 文件加了密码，请先去掉密码再上传。")


@dataclass(frozen=True, slots=True)
class Table:
    """Written rows by their number in the sheet, and merged areas (first row, first column, last row, last column)."""

    rows: Mapping[int, tuple[str, ...]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_table(filename: str, stream: BinaryIO) -> Table:
    """The first visible sheet that holds anything; refuses what is no sheet, and one too long to be checked at once."""
    extension = filename.rpartition(".")[2].lower()
    if extension not in {"xlsx", "xls", "csv"}:
        raise RosterRefused(say("请上传 .xlsx、.xls 或 .csv 文件。"))
    if stream.seek(0, 2) > MOST_BYTES:
        raise RosterRefused(say("表格文件太大了，最多 %(most)s MB。", most=MOST_BYTES // 1024 // 1024))
    stream.seek(0)
    try:
        return _from_text(stream.read()) if extension == "csv" else _from_workbook(filename, extension, stream)
    except FileRefused as refused:
        raise RosterRefused(refused.sentence) from refused


def refuse_too_many(count: int) -> None:
    """5,000 lines of people are checked in one go; more would keep everybody else waiting."""
    if count > MOST_ROWS:
        raise RosterRefused(say("一次最多导入 %(most)s 行，这个文件更长，请分成几个文件。", most=MOST_ROWS))


def _from_text(content: bytes) -> Table:
    if not content.strip(b"\0 \r\n\t"):
        raise RosterRefused(say("这是一个空文件。"))
    if content.startswith((b"PK\3\4", _OLD_EXCEL)):
        raise RosterRefused(say("这是 Excel 文件，不是 .csv。请把扩展名改回 .xlsx 或 .xls 后再上传。"))
    text = decode(content)
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(",\t;，", key=first.count)
    rows: dict[int, tuple[str, ...]] = {}
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in lines:
            if any(map(str.strip, cells)):
                rows[lines.line_num] = tuple(cell.strip() for cell in cells)
            refuse_too_many(len(rows) - WITHIN)
    except csv.Error as error:
        raise RosterRefused(say("这个 .csv 文件的引号不成对或有一格太长，请用 Excel 或 WPS 另存后再上传。")) from error
    return Table(rows)


def _from_workbook(filename: str, extension: str, stream: BinaryIO) -> Table:
    head = stream.read(HEAD)
    if extension == "xlsx" and head.startswith(_OLD_EXCEL):
        raise RosterRefused(_PASSWORD)  # a protected .xlsx is wrapped into the old container
    if extension == "xlsx":
        confirm(kind_of(filename, head), stream)
    elif not head.startswith(_OLD_EXCEL):
        raise RosterRefused(say("文件内容不是 .xls 格式，请另存为 .xlsx 后再上传。"))
    stream.seek(0)
    return _shape(_ask_child(extension, stream))


def _ask_child(extension: str, stream: BinaryIO) -> object:
    with tempfile.NamedTemporaryFile(suffix=f".{extension}") as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        try:
            return run_confined(_CHILD, Path(copy.name), str(MOST_ROWS + WITHIN))
        except SandboxFailed as failed:
            raise RosterRefused(_BROKEN) from failed


def _shape(answer: object) -> Table:
    """The child's answer as a table, or its reason as a sentence."""
    if not isinstance(answer, dict) or "rows" not in answer:
        reasons: dict[str, Sentence] = {"password": _PASSWORD}
        raise RosterRefused(reasons.get(answer.get("refused", "") if isinstance(answer, dict) else "", _BROKEN))
    rows = {int(number): tuple(map(str, cells)) for number, cells in answer["rows"]}
    refuse_too_many(len(rows) - WITHIN)
    return Table(rows, tuple((a, b, c, d) for a, b, c, d in answer["merged"]))
