"""Neighbouring pairs of characters, so that any two characters of a title find it whatever the cutter made of them."""

import re

from coop.library.text.noise import HAN

_RUN = re.compile(f"[{HAN}]+")


def runs(text: str) -> list[str]:
    """The stretches of Han characters between which something else stands."""
    return _RUN.findall(text)


def pairs(text: str) -> list[str]:
    """Every pair of neighbouring Han characters, in order, repeated as often as it stands there."""
    return [run[i : i + 2] for run in runs(text) for i in range(len(run) - 1)]


def characters_and_pairs(text: str) -> set[str]:
    """What a title answers to: its single Han characters and its pairs."""
    return {character for run in runs(text) for character in run} | set(pairs(text))
