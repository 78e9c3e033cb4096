"""What a searcher may have meant or may be about to type, out of the titles and tags that were shared with them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import and_, ne

from coop.library.search.bits import likest, newest
from coop.library.search.document import Hint
from coop.library.search.snapshot import Permitted, Snapshot
from coop.library.text.grams import characters_and_pairs, pairs, runs
from coop.library.text.readings import syllables
from coop.library.text.words import normalise

_CANDIDATES = 200
_LOOKED_AT = 30
_SHORTEST, _LONGEST = 2, 12


def _holding(snapshot: Snapshot, permitted: Permitted, folded: str) -> int:
    """Permitted documents whose title or tags hold all pairs of the text, or begin a syllable with its letters."""
    if folded.isascii():
        return permitted.bits & snapshot.any_of("sound", snapshot.sounding(_letters(folded)))
    terms = pairs(folded) or sorted(characters_and_pairs(folded))
    lists = [snapshot.postings("pair", term).bits for term in terms]
    return reduce(and_, lists, permitted.bits) if lists else 0


def _letters(folded: str) -> str:
    return folded.replace(" ", "").replace("'", "")


def _naming(snapshot: Snapshot, documents: int) -> Iterator[tuple[str, int]]:
    for document in newest(documents, _CANDIDATES):
        for line in snapshot.naming(document):
            yield line, document


def suggest(snapshot: Snapshot, permitted: Permitted, prefix: str, limit: int) -> list[Hint]:
    """Lines that begin with what was typed come first, then those that hold it, the commoner and shorter before."""
    folded = normalise(prefix[: _LONGEST * 2]).text.strip()
    if not any(map(str.isalnum, folded)):
        return []
    ranks: dict[str, tuple[bool, int]] = {}
    held: defaultdict[str, list[int]] = defaultdict(list)
    for line, document in _naming(snapshot, _holding(snapshot, permitted, folded)):
        place = _place(line, folded)
        if place >= 0:
            ranks[line] = place > 0, len(line)
            held[line].append(document)
    best = sorted(ranks, key=lambda line: (ranks[line][0], -len(held[line]), ranks[line][1], line))[:limit]
    return [Hint(line, map(snapshot.key, held[line])) for line in best]


def _place(line: str, folded: str) -> int:
    """Where the line holds the typed text, as written or as spoken; -1 where it does not."""
    text = normalise(line).text
    if not folded.isascii():
        return text.find(folded)
    sounds, letters = syllables(text), _letters(folded)
    if letters in text:
        return text.find(letters)
    for start in range(len(sounds)):
        tail = sounds[start:]
        if "".join(tail).startswith(letters) or "".join(sound[0] for sound in tail).startswith(letters):
            return start
    return -1


def did_you_mean(snapshot: Snapshot, permitted: Permitted, typed: str) -> Hint | None:
    """A stretch of a permitted title or tag that differs from the question by one character or only in writing."""
    folded = "".join(filter(str.isalnum, normalise(typed).text))
    if not _SHORTEST < len(folded) <= _LONGEST or folded.isascii():
        return None
    sets = (snapshot.postings("pair", term).bits & permitted.bits for term in characters_and_pairs(folded))
    looked_at: set[str] = set()
    for document in likest(sets, _LOOKED_AT):
        fresh = [line for line in snapshot.naming(document) if line not in looked_at]
        looked_at.update(fresh)
        for line in fresh:
            if meant := _mended(normalise(line).text, folded):
                return Hint(meant, [snapshot.key(document)])
    return None


def _mended(text: str, typed: str) -> str | None:
    """The first stretch of the text that the typed one is a slip of: one character differs, or all sound the same."""
    size = len(typed)
    for start in range(len(text) - size + 1):
        if sum(map(ne, text[start : start + size], typed)) == 1:
            return text[start : start + size]
    for run in runs(text):
        if len(run) >= size and (start := _where_it_sounds(run, typed)) >= 0:
            return run[start : start + size]
    return None


def _where_it_sounds(run: str, typed: str) -> int:
    """Where a run of Han characters sounds like the typed ones without being them; -1 where it does not."""
    said, meant = syllables(run), syllables(typed)
    if len(said) != len(run) or len(meant) != len(typed):
        return -1
    places = range(len(run) - len(typed) + 1)
    return next((at for at in places if said[at : at + len(typed)] == meant and not run.startswith(typed, at)), -1)
