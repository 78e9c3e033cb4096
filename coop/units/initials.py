"""The first letters of a name's syllables, so that 第三支部 is found by dszb."""

from functools import lru_cache

from coop.core.text.readings import initials


@lru_cache(maxsize=20_000)
def initials_of(name: str) -> str:
    """Lower case, at most 80 letters; what is not Han stays as it is, blanks and marks left out."""
    return initials(name)[:80]


def is_initials(text: str) -> bool:
    """Whether somebody typed letters for a name rather than the name."""
    return text.isascii() and text.isalnum()
