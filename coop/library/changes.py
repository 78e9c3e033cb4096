"""What differs between two versions, paragraph by paragraph, and inside a changed paragraph word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_COMPARED = 3000  # characters; a longer paragraph is shown as taken out and put in
SAME, GONE, NEW = "same", "gone", "new"
AROUND = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; a changed one consists of several pieces, a fold stands for what stayed the same."""

    pieces: tuple[Piece, ...]
    folded: int = 0


def changes(before: str, after: str) -> list[Line]:
    """In the order of the new text; of what stayed only the neighbours of a change are shown."""
    old, new = before.split("\n"), after.split("\n")
    lines: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += _folded(old[a:b])
        else:
            lines += _changed(old[a:b], new[c:d])
    return lines


def _folded(same: list[str]) -> Iterator[Line]:
    shown = [line for line in same if line.strip()]
    if len(shown) <= 2 * AROUND + 1:
        yield from (Line((Piece(SAME, line),)) for line in shown)
        return
    yield from (Line((Piece(SAME, line),)) for line in shown[:AROUND])
    yield Line((), folded=len(shown) - 2 * AROUND)
    yield from (Line((Piece(SAME, line),)) for line in shown[-AROUND:])


def _changed(old: list[str], new: list[str]) -> Iterator[Line]:
    old, new = [line for line in old if line.strip()], [line for line in new if line.strip()]
    pairs = min(len(old), len(new))
    for before, after in zip(old[:pairs], new[:pairs], strict=True):
        yield from _compared(before, after)
    yield from (Line((Piece(GONE, line),)) for line in old[pairs:])
    yield from (Line((Piece(NEW, line),)) for line in new[pairs:])


def _compared(before: str, after: str) -> Iterator[Line]:
    """Paragraphs that have little in common are shown one after the other, not woven together."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if max(len(before), len(after)) > LONGEST_COMPARED or matcher.quick_ratio() < 0.5:
        yield from (Line((Piece(GONE, before),)), Line((Piece(NEW, after),)))
        return
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, before[a:b]))
            continue
        pieces += [piece for piece in (Piece(GONE, before[a:b]), Piece(NEW, after[c:d])) if piece.text]
    yield Line(tuple(pieces))
