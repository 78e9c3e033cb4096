"""From where in a title its sound may be typed: `djpp` and `dangjian` find 党建品牌, `pinpai` too."""

from coop.core.text.readings import syllables

LONGEST = 12
__all__ = ["reading_tails", "syllables"]


def reading_tails(text: str) -> set[str]:
    """From every syllable on: twelve initials and six full spellings; what begins one of them is a hit."""
    sounds = syllables(text)
    tails = set()
    for start in range(len(sounds)):
        tail = sounds[start : start + LONGEST]
        tails |= {"".join(sound[0] for sound in tail), "".join(tail[: LONGEST // 2])}
    return tails
