"""What a searcher may have meant or may be about to type, out of the titles and tags that were shared with them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from coop.library.search.document import Hint
from coop.library.search.snapshot import Permitted, Snapshot
from coop.library.text.grams import characters_and_pairs, pairs
from coop.library.text.readings import syllables
from coop.library.text.words import normalise

_CANDIDATES = 200
_LOOKED_AT = 30
_SHORTEST, _LONGEST = 2, 12


def _holding(snapshot: Snapshot, permitted: Permitted, folded: str) -> set[int]:
    """Permitted documents whose title or tags hold all pairs of the text, or begin a syllable with its letters."""
    if folded.isascii():
        sounds = snapshot.sounding(folded.replace(" ", "").replace("'", ""))
        return set().union(*(permitted.only(snapshot.postings("sound", sound)).documents for sound in sounds))
    terms = pairs(folded) or sorted(characters_and_pairs(folded))
    lists = [set(permitted.only(snapshot.postings("pair", term)).documents) for term in terms]
    return set.intersection(*lists) if lists else set()


def _naming(snapshot: Snapshot, documents: set[int]) -> Iterator[tuple[str, int]]:
    for document in sorted(documents, reverse=True)[:_CANDIDATES]:
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
    sounds, letters = syllables(text), folded.replace(" ", "").replace("'", "")
    if letters in text:
        return text.find(letters)
    for start in range(len(sounds)):
        tail = sounds[start:]
        if "".join(tail).startswith(letters) or "".join(sound[0] for sound in tail).startswith(letters):
            return start
    return -1


def _is_slip(meant: str, typed: str) -> bool:
    """One character differs, or all of them sound the same."""
    different = sum(a != b for a, b in zip(meant, typed, strict=True))
    return different == 1 or (different > 1 and syllables(meant) == syllables(typed))


def did_you_mean(snapshot: Snapshot, permitted: Permitted, typed: str) -> Hint | None:
    """A stretch of a permitted title or tag that differs from the question by one character or only in writing."""
    folded = "".join(filter(str.isalnum, normalise(typed).text))
    if not _SHORTEST < len(folded) <= _LONGEST or folded.isascii():
        return None
    likeness: Counter[int] = Counter()
    for term in characters_and_pairs(folded):
        likeness.update(permitted.only(snapshot.postings("pair", term)).documents)
    for document, _ in likeness.most_common(_LOOKED_AT):
        for line in snapshot.naming(document):
            text = normalise(line).text
            for start in range(len(text) - len(folded) + 1):
                if _is_slip(meant := text[start : start + len(folded)], folded):
                    return Hint(meant, [snapshot.key(document)])
    return None
