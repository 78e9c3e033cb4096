"""What scanners leave between the characters of a sentence is recognised here; every pattern is linear in the text."""

import re

from coop.core.text.readings import HAN
from coop.library.text.folding import Folded

_SPACE = " \t\u00a0\u2002-\u200a\u3000"
_VOWELS = "āáǎăàōóǒŏòēéěĕèīíǐĭìūúǔŭùǖǘǚǜńňǹḿ"
_LETTERS = f"A-Za-züêɑɡ{_VOWELS}{_VOWELS.upper()}\u0300-\u030c"

# One pinyin syllable in brackets after a Han character: 聯(lián), 網（wǎng）, 业( yè ). Bounded, hence linear.
_OPEN, _CLOSE = rf"[{_SPACE}]?[(（\[［〔][{_SPACE}]?", rf"[{_SPACE}]?[)）\]］〕]"
_SOUND = f"[{_LETTERS}]{{1,9}}"
_SYLLABLE = re.compile(rf"(?<=[{HAN}]){_OPEN}(?P<sound>{_SOUND})(?:{_OPEN}{_SOUND}{_CLOSE})?{_CLOSE}")
_TONE = re.compile(rf"[{_VOWELS}{_VOWELS.upper()}\u0300\u0301\u0304\u0306\u030c]")
# Signs that take no room on paper: soft hyphen, zero-width space and joiners, direction and byte-order marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]+")
# The look-behind lets a run of blanks be tried once only, from its first blank.
_GAP = re.compile(rf"(?<=[{HAN}])[{_SPACE}]+(?=[{HAN}])")
_DEEPEST = 3


def _syllables(text: str) -> list[tuple[int, int, bool]]:
    """Only a syllable that carries a tone mark is noise: 联(A) and 会议(PPT) are the author's own."""
    return [(*m.span(), True) for m in _SYLLABLE.finditer(text) if _TONE.search(m["sound"])]


def strip_noise(source: Folded) -> Folded:
    """Takes out invisible signs, bracketed syllables (even one in another) and blanks between Han characters."""
    source = source.without((*m.span(), False) for m in _INVISIBLE.finditer(source.text))
    for _ in range(_DEEPEST):
        cleaner = source.without(_syllables(source.text))
        if cleaner is source:
            break
        source = cleaner
    return source.without((*m.span(), False) for m in _GAP.finditer(source.text))
