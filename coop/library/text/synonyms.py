"""Words that mean the same to a secretary; asked together, the words that were not typed count for less."""

from functools import cache

from coop.library.text.words import normalise, read_list

WEIGHT = 0.4


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    lines = [[normalise(word).text for word in line] for line in read_list("synonyms.txt")]
    return {word: tuple(other for other in line if other != word) for line in lines for word in line}


def synonyms(word: str) -> tuple[str, ...]:
    """The other words of its line in synonyms.txt, none for most."""
    return _groups().get(word, ())
