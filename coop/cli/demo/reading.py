"""Reads the texts of the demonstration: people and plans from JSON, entries from Markdown, talk as it is written down."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Written:
    """An entry: its line of facts, the sentence that sums it up, a case's answers, and the text."""

    title: str
    facts: dict[str, str]
    summary: str
    fields: dict[str, str]
    body: str


@dataclass(slots=True)
class Talk:
    """One channel: what it is about, and its sittings, each with the day, the clock and who said what."""

    kind: str
    name: str
    sittings: list[tuple[int, str, list[tuple[str, str]]]] = field(default_factory=list)


def read_json(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def entries() -> Iterator[Written]:
    for path in sorted((TEXTS / "library").glob("*.md")):
        for part in path.read_text(encoding="utf-8").split("\n# "):
            title, line, *rest = part.removeprefix("# ").strip().split("\n")
            facts = dict(pair.split(": ", 1) for pair in line.split(" | "))
            yield _written(title, facts, rest)


def _written(title: str, facts: dict[str, str], rest: list[str]) -> Written:
    """In a case `key: text` answers one of its questions; everything else is text."""
    answers = {}
    text = []
    for line in rest[1:]:
        key, parted, answer = line.partition(": ")
        if parted and key.isascii() and key.replace("_", "").isalpha():
            answers[key] = answer
        else:
            text.append(line)
    return Written(title, facts, rest[0], answers, "\n\n".join(filter(None, text)) or ("" if answers else rest[0]))


def talks() -> Iterator[Talk]:
    """`## kind name` begins a channel, `# day clock` a sitting, `姓名：话` is said."""
    talk: Talk | None = None
    for path in sorted((TEXTS / "talk").glob("*.txt")):
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            if line.startswith("## "):
                if talk:
                    yield talk
                _, kind, name = line.split(" ", 2)
                talk = Talk(kind, name)
            elif talk and line.startswith("# "):
                _, day, clock = line.split()
                talk.sittings.append((int(day), clock, []))
            elif talk:
                name, _, words = line.partition("：")
                talk.sittings[-1][2].append((name, words))
    if talk:
        yield talk
