"""What people here try first when asked for a password, written for this list; 30,000 western ones come with zxcvbn."""

from functools import cache
from pathlib import Path

from coop.core.text.readings import syllables

PRODUCT = ("coop", "互联共建", "互联", "共建", "支部共建")
LIST = Path(__file__).with_name("common.txt")


@cache
def common() -> tuple[str, ...]:
    """Characters and their pinyin run together, what is typed most in front."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    phrases = [phrase for line in lines if not line.startswith("#") for phrase in line.split()]
    return tuple(dict.fromkeys(form for phrase in phrases for form in forms_of(phrase)))


def forms_of(word: str) -> tuple[str, ...]:
    """A word as it is written and as its pinyin run together: 安全 and anquan."""
    text = word.lower().replace(" ", "")
    return tuple(dict.fromkeys(form for form in (text, "".join(syllables(text))) if len(form) > 1))
