"""Which passwords are accepted (A-02, profile ``default``): 12 to 128 characters of any kind, and none that is soon guessed.

No rule about classes of characters and no forced change: ASVS 6.2.5 and 6.2.10, NIST SP 800-63B 3.1.1.2.
"""

import re
import unicodedata
from collections.abc import Iterable

from zxcvbn import zxcvbn

from coop.accounts.passwords.words import PRODUCT, common, forms_of
from coop.core.errors import Invalid
from coop.core.sentences import Sentence, say

SHORTEST, LONGEST = 12, 128
JUDGED = 40  # what follows only makes it harder to guess, and judging takes longer than linear time
LEAST_GUESSES_LOG10 = 10  # ten thousand million: years at the speed that the lockout leaves
WORTH_OF_HAN = 0.5  # beyond the one that it counts: thirty likely characters at each place, a cautious figure
TOO_SHORT = say("口令至少 %(least)d 个字符。一句自己记得住的话就很好，汉字、空格都可以。", least=SHORTEST)
TOO_LONG = say("口令最多 %(most)d 个字符。", most=LONGEST)
TOO_COMMON = say("这个口令太容易被猜中（常见口令、重复、键盘顺序或日期）。换一句别人想不到的话。")
TOO_NEAR = say("口令主要由姓名、手机号、单位或本系统的名字组成，容易被猜中。请换一句别的话。")


def demand(password: str, about: Iterable[str] = (), *, field: str = "password") -> None:
    """Refuse with the sentence that says what to change; ``about`` are names around this person (ASVS 6.2.11)."""
    sentence = find_fault(password, about)
    if sentence:
        raise Invalid(sentence, field=field)


def find_fault(password: str, about: Iterable[str] = ()) -> Sentence | None:
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        return TOO_SHORT
    if len(text) > LONGEST:
        return TOO_LONG
    judged = re.sub(r"\s+", "", text)[:JUDGED]
    if _guesses(judged, common()) < LEAST_GUESSES_LOG10:
        return TOO_COMMON
    context = tuple(dict.fromkeys(form for word in (*PRODUCT, *about) for form in _context_forms(word)))
    return TOO_NEAR if _guesses(judged, (*context, *common())) < LEAST_GUESSES_LOG10 else None


def _context_forms(word: str) -> tuple[str, ...]:
    """A phone number is also its last eight or eleven figures, an address also what stands before the @."""
    figures = re.sub(r"\D", "", word)
    parts = (figures[-11:], figures[-8:]) if len(figures) >= 8 else (word.partition("@")[0],)
    return tuple(form for part in parts for form in forms_of(part))


def _guesses(password: str, words: tuple[str, ...]) -> float:
    """Zxcvbn counts ten guesses for any character that it finds in no word; for a Han character that is too few by far."""
    if not password:
        return 0.0
    found = zxcvbn(password, user_inputs=list(words), max_length=JUDGED)
    unknown = {mark for part in found["sequence"] if part["pattern"] == "bruteforce" for mark in part["token"]}
    return float(found["guesses_log10"]) + WORTH_OF_HAN * sum(mark > "\u2e80" for mark in unknown)
