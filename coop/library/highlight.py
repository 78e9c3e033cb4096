"""Shows in the text as it was written why it was found: marks stand on the original, whatever its glyphs and noise."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from coop.library.search.asking import ask
from coop.library.text.folding import Folded
from coop.library.text.words import normalise

SNIPPET = 120
_LEAD = 30
_MOST_MARKS = 2000
_ELLIPSIS = "…"
_BREAKS = "\n。！？；，、!?;,：:）)”"

Span = tuple[int, int]


@lru_cache(maxsize=256)
def _wanted(query: str) -> re.Pattern[str] | None:
    """The words of the question and its synonyms as alternatives, the longest first; plain strings, so linear."""
    words = {word for clause in ask(query).clauses for word in (clause.word, *clause.others)}
    if not words:
        return None
    return re.compile("|".join(_bounded(word) for word in sorted(words, key=lambda word: (-len(word), word))))


def _bounded(word: str) -> str:
    """Letters and digits match as whole words, as they are indexed: `it` is no part of `item`."""
    plain = re.escape(word)
    return rf"(?<![0-9a-z]){plain}(?![0-9a-z])" if word.isascii() and word.isalnum() else plain


def _merge(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap become one, so that marks never nest."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _matches(folded: Folded, query: str) -> list[Span]:
    wanted = _wanted(query)
    if wanted is None:
        return []
    found = (match.span() for match in wanted.finditer(folded.text))
    return _merge(folded.span(*span) for span, _ in zip(found, range(_MOST_MARKS), strict=False))


def marks(text: str, query: str) -> list[Span]:
    """The stretches of the original that answer to the question, in order and apart from each other."""
    return _matches(normalise(text), query)


def _render(text: str, spans: Iterable[Span], start: int, end: int) -> Markup:
    """Everything is escaped; the only tags are ours."""
    pieces, at = [], start
    for left, right in spans:
        left, right = max(left, start), min(right, end)
        if left < right:
            pieces.append(Markup("{}<mark>{}</mark>").format(text[at:left], text[left:right]))
            at = right
    return Markup("").join([*pieces, Markup.escape(text[at:end])])


@lru_cache(maxsize=1000)
def highlight(text: str, query: str) -> Markup:
    """The whole text, for titles and tags, of which the same ones stand on many pages."""
    return _render(text, marks(text, query), 0, len(text))


def _best_window(spans: list[Span], text: str) -> int:
    """Where the window begins that holds the most different matches, the earliest of equals."""
    starts = [span[0] for span in spans]
    best, at = 0, 0
    for index, start in enumerate(starts):
        last = bisect_left(starts, start + SNIPPET - _LEAD, index)
        different = {text[left:right] for left, right in spans[index : min(last, index + 20)]}
        worth = 4 * len(different) + min(last - index, 4)
        if worth > best:
            best, at = worth, start
    return at


def _sentence_start(text: str, at: int) -> int:
    """The sentence's first character where it is near, else thirty characters before."""
    near = max(0, at - _LEAD)
    cut = max(text.rfind(sign, near, at) for sign in _BREAKS) + 1
    return cut or near


def snippet(text: str, query: str) -> Markup:
    """About 120 characters around the best matches, else the beginning; no match is cut in two at its edges."""
    spans = marks(text, query)
    start = _sentence_start(text, _best_window(spans, text)) if spans else 0
    end = min(len(text), start + SNIPPET)
    for left, right in spans:
        if left < start < right:
            start = left
        if left < end < right:
            end = right
    shown = _render(text, spans, start, end)
    return Markup("").join([_ELLIPSIS if start else "", shown, _ELLIPSIS if end < len(text) else ""])
