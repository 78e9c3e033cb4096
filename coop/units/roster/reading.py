"""A roster file becomes typed rows; a row with a fault is read to its end, so that all its faults show at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

from coop.core.sentences import say
from coop.units.roster import values
from coop.units.roster.columns import HEADINGS, Header, find_header
from coop.units.roster.rows import EXAMPLE_NAME, Problem, Roster, RosterRefused, Row
from coop.units.roster.tables import Table, read_table, refuse_too_many

Value = TypeVar("Value")
Merged = dict[tuple[int, str], str]
_FILLED_DOWN = ("branch", "parent")


def read_roster(filename: str, stream: BinaryIO) -> Roster:
    """Every row below the header, typed; refuses a file without a header, without rows, or with over 5,000 of them."""
    table = read_table(filename, stream)
    header = find_header(table.rows)
    below = {number: cells for number, cells in table.rows.items() if number > header.row_number}
    below = {number: cells for number, cells in below.items() if header.cell("name", cells) != EXAMPLE_NAME}
    if not below:
        raise RosterRefused(say("表头下面没有内容。请填好后再上传。"))
    refuse_too_many(len(below))
    problems: list[Problem] = []
    filled = _fill_down(table, header, problems)
    rows = tuple(_RowReader(number, cells, header, filled, problems).row() for number, cells in below.items())
    return Roster(table.rows[header.row_number], below, rows, tuple(problems))


def _fill_down(table: Table, header: Header, problems: list[Problem]) -> Merged:
    """A merged area's value stands in its first cell: it holds for every row in branch columns, nowhere else."""
    columns = {place: column for column, place in header.places.items()}
    filled: Merged = {}
    for top, left, bottom, right in table.merged:
        touched = [columns[place] for place in range(left, right + 1) if place in columns]
        if bottom <= header.row_number or not touched:
            continue
        value = header.cell(touched[0], table.rows.get(top, ()))
        if touched[0] in _FILLED_DOWN and len(touched) == 1 and top > header.row_number:
            filled |= {(number, touched[0]): value for number in range(top, min(bottom, top + 5000) + 1)}
        else:
            problems.extend(_ambiguous(table, touched, top, bottom))
    return filled


def _ambiguous(table: Table, touched: list[str], top: int, bottom: int) -> Iterator[Problem]:
    names = "、".join(f"“{HEADINGS[column]}”" for column in touched)
    for number in table.rows:
        if top <= number <= bottom:
            sentence = say("%(names)s是合并单元格（第 %(top)s–%(bottom)s 行），分不清每个人的值，请拆分后逐行填写。",
                           names=names, top=top, bottom=bottom)  # fmt: skip
            yield Problem(number, HEADINGS[touched[0]], sentence)


class _RowReader:
    """Reads one line cell by cell and notes what cannot be read."""

    def __init__(
        self, number: int, cells: tuple[str, ...], header: Header, filled: Merged, problems: list[Problem]
    ) -> None:
        self._number, self._cells, self._header = number, cells, header
        self._filled, self._problems = filled, problems

    def row(self) -> Row:
        """The typed row; a person needs a name and one way to sign in, a branch neither."""
        person = any(self._cell(column) for column in ("name", "phone", "email", "username", "role"))
        row = Row(
            number=self._number,
            branch=self._value("branch", lambda cell: values.read_path(cell, self._cell("parent"))) or (),
            name=self._value("name", values.read_name) if person else None,
            phone=self._value("phone", values.read_phone),
            email=self._value("email", values.read_email),
            username=self._value("username", values.read_username),
            branch_kind=self._value("kind", values.read_kind),
            role=self._value("role", values.read_role),
            starts_on=self._value("starts_on", values.read_date),
            ends_on=self._value("ends_on", lambda cell: values.read_date(cell, at_end=True)),
        )
        if person and not any(self._cell(column) for column in ("phone", "email", "username")):
            self._note("phone", values.Unreadable(say("手机号、邮箱、用户名至少填一项，否则无法登录。")))
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            self._note("ends_on", values.Unreadable(say("任职届满早于任职开始。")))
        return row

    def _cell(self, column: str) -> str:
        return self._filled.get((self._number, column)) or self._header.cell(column, self._cells)

    def _value(self, column: str, read: Callable[[str], Value]) -> Value | None:
        try:
            return read(self._cell(column))
        except values.Unreadable as unreadable:
            self._note(column, unreadable)
            return None

    def _note(self, column: str, unreadable: values.Unreadable) -> None:
        self._problems.append(Problem(self._number, HEADINGS[column], unreadable.sentence))
