"""A text without a label is read in the one encoding in which it makes sense, or it is refused."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from coop.core.errors import FileRefused
from coop.core.sentences import say

SAMPLE = 20_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_COMMON = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過"
    "民产產党黨员員部支活题題学學习習开開建共组組织織姓名手机機号號邮郵箱职職务務书書记記第所用户戶，。、：；（）“”《》"
)


def decode(content: bytes) -> str:
    """The text of UTF-8, UTF-16, GB18030 or Big5 bytes, without its mark; line ends become a plain newline.

    A strict order: a mark decides; then UTF-8, which other encodings hardly ever satisfy by chance; then whichever of
    the rest yields the most everyday characters. Statistical guessers were passed over: on a short list of names they
    call GB18030 Korean or Cyrillic, and here only the encodings that Chinese offices write are in question.
    """
    text = _by_mark(content) or _by_sense(content)
    if text is None or _UNPRINTABLE.search(text):
        raise FileRefused(say("读不懂这个文件的文字编码。请用记事本、Word 或 WPS 打开，另存为 UTF-8 编码后再上传。"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _by_mark(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    return None


def _by_sense(content: bytes) -> str | None:
    """UTF-8 if it is; else the candidate with the highest share of everyday characters, GB18030 where two are equal."""
    text = _strictly(content, "utf-8")
    if text is not None and "\0" not in text:
        return text
    candidates = ("utf-16-le", "utf-16-be") if b"\0" in content else ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
    texts = [t for t in (_strictly(content, encoding) for encoding in candidates) if t is not None]
    best = max(texts, key=_sense, default=None)
    return best if best is not None and _sense(best) > 0.5 else None


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _sense(text: str) -> float:
    """0 for noise, 1 for ordinary characters only, up to 2 where they are also the most frequent ones."""
    sample = [c for c in text[:SAMPLE] if not c.isspace()]
    if not sample or _UNPRINTABLE.search(text[:SAMPLE]):
        return 0.0
    foreign = [c for c in sample if c > "\x7f"] or sample
    return sum(map(_is_ordinary, foreign)) / len(foreign) + sum(c in _COMMON for c in foreign) / len(foreign)


@lru_cache(maxsize=65536)
def _is_ordinary(char: str) -> bool:
    """Within the everyday level of GB 2312 (rows 16-55) or of Big5 (lead bytes A4-C6), or punctuation or ASCII."""
    if char < "\x7f" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff65" or char in "“”‘’—…·":
        return True
    plain, traditional = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return b"\xb0" <= plain[:1] <= b"\xd7" or b"\xa4" <= traditional[:1] <= b"\xc6"
