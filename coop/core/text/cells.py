"""A cell that somebody typed never becomes a formula in somebody else's spreadsheet (C-02)."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\s\"'‘’“”\ufeff\u200b\u3000]*[=+\-@＝＋－＠\t\r\0]|[\t\r\0\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might compute it: = + - @ in front, full-width too, tab, CR, also behind quotes or spaces.

    A plain number such as -3 or +8613800000000 computes to itself and stays.
    """
    return bool(_FORMULA.match(cell)) and not _NUMBER.fullmatch(cell)
