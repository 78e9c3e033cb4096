"""How Chinese words sound, so that `djpp` and `dangjian` find 党建品牌.

The readings are pypinyin's tables, read straight from its files: importing the package costs 58 MB for the life of the
process, these two tables 6 MB, and only once somebody types Latin letters or a title is indexed.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(f"[{HAN}]+|[0-9a-z]+")
_LONGEST_PHRASE = 6


def _folder() -> Path:
    """Where the pinned pypinyin keeps its tables, found without importing it."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin")
    return Path(spec.origin).parent


@cache
def _plain(syllable: str) -> str:
    """A syllable as one types it: no tone, v for ü."""
    spelled = unicodedata.normalize("NFD", syllable.strip().replace("ɡ", "g"))
    return re.sub("[^a-z]", "", spelled.replace("u\u0308", "v"))


@cache
def _single() -> dict[str, str]:
    """Each character's commonest reading."""
    table = json.loads((_folder() / "pinyin_dict.json").read_text("utf-8"))
    return {chr(int(code)): _plain(readings.partition(",")[0]) for code, readings in table.items()}


def _phrases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Reads the 2.5 MB of phrases line by line: parsed whole they would take 50 MB for a moment."""
    phrase = ""
    sounds: list[str] = []
    with (_folder() / "phrases_dict.json").open(encoding="utf-8") as lines:
        for line in map(str.strip, lines):
            if line.endswith(": ["):
                phrase, sounds = line[1:-4], []
            elif line.startswith('"'):
                sounds.append(_plain(line.strip('",')))
            elif line.startswith("]") and len(sounds) == len(phrase) > 0:
                yield phrase, tuple(sounds)
                phrase = ""


@cache
def _exceptions() -> dict[str, tuple[str, ...]]:
    """Only the short phrases that sound different from their characters one by one, as 银行 and 重庆 do."""
    single = _single()
    return {
        phrase: sounds
        for phrase, sounds in _phrases()
        if len(phrase) <= _LONGEST_PHRASE and any(single.get(c) != s for c, s in zip(phrase, sounds, strict=True))
    }


def _sounds(run: str) -> Iterator[str]:
    """Longest known phrase first, else character by character; a Latin run sounds as it is written."""
    if run[0].isascii():
        yield run
        return
    single, exceptions, at = _single(), _exceptions(), 0
    while at < len(run):
        for length in range(min(_LONGEST_PHRASE, len(run) - at), 1, -1):
            if found := exceptions.get(run[at : at + length]):
                yield from found
                at += length
                break
        else:
            yield single.get(run[at], "")
            at += 1


def syllables(text: str) -> list[str]:
    """The sounds of folded text in order."""
    return [sound for run in _RUN.findall(text) for sound in _sounds(run) if sound]


def initials(text: str) -> str:
    """The first letters of the sounds, in small letters: 第三支部 is dszb; Latin letters and figures stay as they are."""
    runs = _RUN.findall(text.lower())
    return "".join(run if run[0].isascii() else "".join(sound[:1] for sound in _sounds(run)) for run in runs)
