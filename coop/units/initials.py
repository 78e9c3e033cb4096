"""The first letters of a name's syllables, so that 第三支部 is found by dszb."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=20_000)
def initials_of(name: str) -> str:
    """Lower case, at most 80 letters; what is not Han stays as it is, blanks and marks left out."""
    syllables = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return "".join(letter for letter in "".join(syllables).lower() if letter.isalnum())[:80]


def is_initials(text: str) -> bool:
    """Whether somebody typed letters for a name rather than the name."""
    return text.isascii() and text.isalnum()
