"""Run by path inside the sandbox: one workbook in, the written cells of its first visible sheet out as JSON.

A sheet of two cells in opposite corners wants more memory than any machine has; here only the child dies of it.
"""

import datetime
import json
import sys

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

MOST_COLUMNS = 100


def text_of(cell: object) -> str:
    """A cell as somebody reads it: whole numbers without a point, dates in ISO form; a formula is its stored value."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell).strip()


def written_rows(sheet: CalamineSheet, most: int) -> list[list[object]]:
    """[row number, cells] of each row with something in it, at most one more than `most`."""
    column = (sheet.start or (0, 0))[1]  # calamine pads the rows above the first cell, not the columns before it
    rows: list[list[object]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [""] * column + [text_of(cell) for cell in cells[:MOST_COLUMNS]]
        if any(texts):
            rows.append([number, texts])
        if len(rows) > most:
            break
    return rows


def answer(path: str, most: int) -> dict[str, object]:
    """`rows` and `merged` (first row, first column, last row, last column; rows from 1), or the reason for none."""
    try:
        book = CalamineWorkbook.from_path(path)
        for place, known in enumerate(book.sheets_metadata):
            if known.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(place)
            if rows := written_rows(sheet, most):
                merged = sheet.merged_cell_ranges or []
                return {"rows": rows, "merged": [[a + 1, b, c + 1, d] for (a, b), (c, d) in merged]}
    except CalamineError as error:
        return {"refused": "password" if "assword" in str(error) or "ncrypt" in str(error) else "broken"}
    return {"rows": [], "merged": []}


if __name__ == "__main__":
    json.dump(answer(sys.argv[1], int(sys.argv[2])), sys.stdout)
