"""Measures how well and how fast the library finds, beside SQLite's FTS5 fed with the same words: one JSON line.

`--data` names files in the SQuAD layout: every paragraph becomes an entry that is written, reviewed, published to the
network and indexed by the relay, and every question is asked of all of them by a member of another unit, through the
search of the pages: rows checked and loaded, passages cut. `--docs` pads to that many entries with sentences
shuffled from the files' own. `index_docs_s` counts the relay's time
for the index alone.
"""

import argparse
import json
import os
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from coop.library.search.asking import ask
from coop.library.text.words import normalise, telling
from tests.bench.house import House

SEED = 20180919
TOP = 10
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_SENTENCES_EACH = 12

Answer = Callable[[str], list[int]]


@dataclass(frozen=True)
class Squad:
    """The paragraphs, and every question with the number of its own paragraph."""

    paragraphs: list[str]
    questions: list[tuple[str, int]]

    @classmethod
    def read(cls, paths: list[Path]) -> "Squad":
        """Paragraphs of several files in one row."""
        paragraphs: list[str] = []
        questions: list[tuple[str, int]] = []
        for path in paths:
            for article in json.loads(path.read_text("utf-8"))["data"]:
                for paragraph in article["paragraphs"]:
                    questions += [(asked["question"], len(paragraphs)) for asked in paragraph["qas"]]
                    paragraphs.append(paragraph["context"])
        return cls(paragraphs, questions)

    def padded(self, size: int) -> Iterator[str]:
        """The paragraphs, then mixtures of their sentences until there are enough documents."""
        yield from self.paragraphs
        chance = random.Random(SEED)
        sentences = [sentence for paragraph in self.paragraphs for sentence in _SENTENCE.findall(paragraph)]
        for _ in range(size - len(self.paragraphs)):
            yield "".join(chance.sample(sentences, _SENTENCES_EACH))

    def keyword_queries(self) -> list[str]:
        """Two to four words out of each question, as people type them into a search box."""
        chance = random.Random(SEED)
        queries = []
        for question, _ in self.questions:
            words = list(dict.fromkeys(word.text for word in telling(normalise(question).text) if len(word.text) > 1))
            if len(words) >= 2:
                queries.append(" ".join(chance.sample(words, min(len(words), chance.randint(2, 4)))))
        return queries


class Library(House):
    """The library through its real deeds, its relay and its search."""

    def load(self, texts: Iterable[str]) -> float:
        """Seconds that the relay took to index what had been published."""
        self.bring(texts)
        return self.feed()


class Fts5:
    """SQLite's full-text table with the same words: all of them, and where that finds nothing, any."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "peer.db"
        self._database = sqlite3.connect(self._path)
        self._database.execute(
            "CREATE VIRTUAL TABLE doc USING fts5(words, content='', tokenize=\"unicode61 tokenchars '+.'\")"
        )

    def load(self, texts: Iterable[str]) -> float:
        """Seconds for one transaction, then one merged segment."""
        start = time.perf_counter()
        words = (" ".join(word.text for word in telling(normalise(text).text)) for text in texts)
        self._database.executemany("INSERT INTO doc(rowid, words) VALUES (?, ?)", enumerate(words))
        self._database.execute("INSERT INTO doc(doc) VALUES ('optimize')")
        self._database.commit()
        return time.perf_counter() - start

    def ask(self, query: str) -> list[int]:
        """Ranked by its own BM25."""
        words = ['"' + clause.word.replace('"', "") + '"' for clause in ask(query).clauses]
        return self._best(" AND ".join(words)) or self._best(" OR ".join(words))

    def _best(self, expression: str) -> list[int]:
        statement = f"SELECT rowid FROM doc WHERE doc MATCH ? ORDER BY rank LIMIT {TOP}"
        return [row[0] for row in self._database.execute(statement, (expression,))] if expression else []

    @property
    def megabytes(self) -> float:
        """What the database takes on disk."""
        return self._path.stat().st_size / 1e6


def _percentile(times: list[float], share: float) -> float:
    """Milliseconds within which this share of the answers came."""
    return round(sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000, 3)


def _timed(answer: Answer, queries: Iterable[str]) -> tuple[list[list[int]], list[float]]:
    answers, times = [], []
    for query in queries:
        start = time.perf_counter()
        answers.append(answer(query))
        times.append(time.perf_counter() - start)
    return answers, times


def _standing(answers: list[list[int]], questions: list[tuple[str, int]]) -> tuple[float, float]:
    """Mean reciprocal rank and recall of each question's own paragraph among the first ten."""
    places = [found.index(own) + 1 if own in found else 0 for found, (_, own) in zip(answers, questions, strict=True)]
    ranks = sum(1 / place for place in places if place)
    return round(ranks / len(places), 4), round(sum(map(bool, places)) / len(places), 4)


def measure(engine: Library | Fts5, squad: Squad, size: int) -> dict[str, float]:
    """Loads, asks every question, then every short query."""
    took = engine.load(squad.padded(size))
    answers, times = _timed(engine.ask, (question for question, _ in squad.questions))
    _, short = _timed(engine.ask, squad.keyword_queries())
    mrr, recall = _standing(answers, squad.questions)
    return {
        "mrr10": mrr,
        "recall10": recall,
        "p50_ms": _percentile(times, 0.5),
        "p95_ms": _percentile(times, 0.95),
        "kw_p50_ms": _percentile(short, 0.5),
        "kw_p95_ms": _percentile(short, 0.95),
        "index_docs_s": round(size / took, 1),
        "index_mb": round(engine.megabytes, 2),
        "rss_mb": round(psutil.Process(os.getpid()).memory_info().rss / 1e6, 1),
    }


def main() -> None:
    """Both engines in one run, ours first so that its memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--docs", type=int, default=0)
    asked = parser.parse_args()
    squad = Squad.read([Path(name) for name in asked.data.split(",")])
    size = max(asked.docs, len(squad.paragraphs))
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        library = measure(Library(Path(ours)), squad, size)
        peer = measure(Fts5(Path(theirs)), squad, size)
    named_peer = {f"peer_{name}": value for name, value in peer.items() if name != "rss_mb"}
    line = {"docs": size, "queries": len(squad.questions), **library, "peer": "sqlite-fts5", **named_peer}
    print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
