"""Tables of words, such as those for kinds and states, become filters that speak the reader's language."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from coop.core.web.language import spoken


def worded(words: Mapping[str, Any]) -> Callable[[Any], Any]:
    """The word for a value, or the value itself where there is none; the catalogue is asked once for each language."""

    @lru_cache(maxsize=256)
    def word(value: Any, language: str) -> Any:
        found = words.get(value)
        return value if found is None else str(found)

    return lambda value: word(value, spoken())
