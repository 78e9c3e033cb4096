"""What an entry can be, and the questions that a case answers (L1)."""

from dataclasses import dataclass, field

from coop.core.files.store import StoredBytes
from coop.core.sentences import say

CASE, DOCUMENT, COURSE, RULE = KINDS = ("case", "document", "course", "rule")

#: A case's own fields, in the order in which it is told; the key is kept with the version.
CASE_FIELDS = {
    "background": say("背景"),
    "practice": say("做法"),
    "results": say("成效"),
    "lessons": say("教训"),
    "conditions": say("适用条件"),
    "materials": say("材料"),
    "contact_role": say("联系角色"),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody wrote into the form, with whom they mean to share it."""

    title: str
    body: str = ""
    summary: str = ""
    tags: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    audiences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that came along: its stored bytes, the name its owner gave it, the words found inside."""

    stored: StoredBytes
    name: str
    text: str = ""


def clean_tags(typed: str) -> list[str]:
    """At most eight tags of at most twenty characters, in the order typed, each once; any comma or space parts them."""
    marks = str.maketrans(dict.fromkeys("，、,;；#\u3000\n\t|", " "))
    words = [word[:20] for word in typed.translate(marks).split()]
    return list(dict.fromkeys(words))[:8]


def told(fields: dict[str, str]) -> str:
    """The case's fields as one text, for the index and for the reader who prints it."""
    return "\n\n".join(f"{label}\n{fields[key]}" for key, label in CASE_FIELDS.items() if fields.get(key))
