"""Which words of a title or tag somebody meant who typed their sound: `djpp` and `dangjian` mean 党建品牌 and 党建."""

import re
from collections.abc import Iterable, Iterator

from coop.library.search.asking import ask
from coop.library.text.readings import syllables
from coop.library.text.words import normalise

_HAN = re.compile(r"[\u3400-\u9fff]+")


def words_meant(lines: Iterable[str], typed: str) -> list[str]:
    """The stretches of these lines, folded, that sound like a word of letters in the question; each once."""
    spelt = [clause.word for clause in ask(typed).clauses if clause.is_latin]
    runs = [run for line in lines for run in _HAN.findall(normalise(line).text)] if spelt else []
    return list(dict.fromkeys(word for letters in spelt for run in runs for word in _stretches(run, letters)))


def as_meant(lines: Iterable[str], typed: str) -> str:
    """The question and, where it was typed by sound, the words of these lines that it stands for."""
    return " ".join([typed, *words_meant(lines, typed)])


def _stretches(run: str, letters: str) -> Iterator[str]:
    sounds = syllables(run)
    if len(sounds) != len(run):
        return
    for start in range(len(run)):
        length = _reach(sounds[start:], letters)
        if length:
            yield run[start : start + length]


def _reach(sounds: list[str], letters: str) -> int:
    """How many syllables the letters stand for: one an initial, or spelt out with the last one begun; 0 for none."""
    if "".join(sound[0] for sound in sounds).startswith(letters):
        return len(letters)
    spelt = ""
    for count, sound in enumerate(sounds, start=1):
        spelt += sound
        if spelt.startswith(letters):
            return count
        if not letters.startswith(spelt):
            return 0
    return 0
