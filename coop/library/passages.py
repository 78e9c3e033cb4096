"""A text as a passage of it is shown: words without the signs that Markdown puts around them."""

import re

_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\s]{0,500}\)")
_LINE_SIGNS = re.compile(
    r"^[ \t]{0,8}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+|[-=*_]{3,}[ \t]*$|\|)", re.MULTILINE
)
_INLINE = re.compile(r"\*\*|__|`|~~|\\(?=[#>*_`~|\\-])")
_TABLE = re.compile(r"[ \t]*\|[ \t]*(?:[-:]{3,}[ \t]*\|?)*")
_BLANK = re.compile(r"\n{2,}")


def plain(markdown: str) -> str:
    """Linear in the text: every pattern is bounded."""
    text = _LINK.sub(r"\1", markdown)
    text = _LINE_SIGNS.sub("", text)
    return _BLANK.sub("\n", _TABLE.sub(" ", _INLINE.sub("", text))).strip()
