"""People in the order of a Chinese name list: by the sound of the family name, then of the given one."""

from functools import lru_cache

from coop.core.text.readings import syllables

#: Characters that sound different where they are a family name (《通用规范汉字字典》, 姓氏读音).
SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "盖": "ge", "仇": "qiu", "查": "zha", "区": "ou", "覃": "qin", "翟": "zhai",
    "朴": "piao", "缪": "miao", "种": "chong", "繁": "po", "秘": "bi", "员": "yun", "召": "shao", "万": "wan", "华": "hua",
    "黑": "he", "折": "she", "洗": "xian", "哈": "ha", "逄": "pang", "郇": "huan", "郗": "xi", "訾": "zi", "臧": "zang",
}  # fmt: skip

Key = tuple[str, ...]


@lru_cache(maxsize=50_000)
def sounds_of(name: str) -> Key:
    """曾国强 is zeng guo qiang; what is not Han is taken as it is written, in small letters."""
    sounds = tuple(syllables(name.lower()))
    first = SURNAMES.get(name[:1])
    return (first, *sounds[1:]) if first and sounds else sounds


def is_called(name: str, text: str) -> bool:
    """Whether somebody who types ``text`` may mean that person: a part of the name, its first letters, or its sound."""
    if text in name:
        return True
    letters = text.lower()
    if not (letters.isascii() and letters.isalnum()):
        return False
    sounds = sounds_of(name)
    return "".join(sound[0] for sound in sounds).startswith(letters) or "".join(sounds).startswith(letters)
