"""How long the worst questions keep the index busy (C-03: p99 under 2 s over 100,000 documents): one JSON line.

The documents are mixtures of sentences of the `--data` files, as in ``search``, in many copies; six of ten are for
everybody and the rest for one of 500 units. The questions are as hostile as two hundred characters can be: the
twelve words, and the most pairs, that stand in most documents; twelve beginnings of sounds, each of which hundreds of
titles answer to; stop words alone; words that nothing holds; lines with one wrong character in them, for the correction.
Every twentieth question meets an index that has just been opened, as after a commit. `--keep FOLDER` builds once.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from coop.library.search.document import Document
from coop.library.search.schema import CODEC, key_term, row
from coop.library.search.store import Store
from coop.library.search.whoosh_index import WhooshIndex
from coop.library.text.words import normalise, stopwords, telling
from tests.bench.pages.words import words
from tests.bench.search import SEED, Squad

UNITS, YEARS, DIFFERENT = 500, 8, 4_000
WRITER_MB = 128
QUESTIONS, REOPENED = 300, 20
SOUNDS = words("zh sh li ji xi yi da ga sha zhe de wo ma ni xu ju qi bu you wei jian zhong shi guo")
READER = frozenset({"network", "public", "unit:7", "branch:31", "officers:31", "user:5", "partnership:3"})


def build(folder: Path, squad: Squad, size: int) -> None:
    """The texts are cut into words once and stand in the index many times, each time somebody else's."""
    store = Store(folder)
    index = store.begin()
    texts = list(squad.padded(DIFFERENT))[:DIFFERENT]
    rows = [row(Document("document", number, text[:30], text)) for number, text in enumerate(texts)]
    with index.writer(limitmb=WRITER_MB, codec=CODEC) as writer:
        for number in range(size):
            writer.add_document(**(rows[number % len(rows)] | whose(number)))
    store.adopt(index)


def whose(number: int) -> dict[str, object]:
    """Six of ten are for everybody, the others for one of the units."""
    unit, key = number % UNITS, key_term("document", number)
    return {
        "key": {key: 1.0}, "_stored_key": key, "audience": {"network" if number % 10 < 6 else f"unit:{unit}": 1.0},
        "facet": {f"unit:{unit}": 1.0, f"year:{2018 + number % YEARS}": 1.0},
    }  # fmt: skip


def questions(squad: Squad) -> Iterator[str]:
    """In turn one of each sort, none of them twice."""
    chance = random.Random(SEED)
    held = Counter(word.text for text in squad.paragraphs for word in telling(normalise(text).text))
    common = [word for word, _ in held.most_common(60)]
    while True:
        yield " ".join(chance.sample(common, 12))
        yield "".join(chance.sample(common, 60))
        yield " ".join(chance.sample(SOUNDS, 12))
        yield "".join(chance.sample(sorted(stopwords()), 30))
        yield "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(200))
        yield _slip(chance.choice(squad.paragraphs)[:12], chance)


def _slip(line: str, chance: random.Random) -> str:
    at = chance.randrange(len(line))
    return line[:at] + "囧" + line[at + 1 :]


def times(folder: Path, squad: Squad) -> tuple[list[float], list[float], float]:
    """Seconds of each search and of each asking for suggestions, sorted, and the share of them that was ours to compute."""
    searching, suggesting, worked = [], [], time.process_time()
    for number, question in zip(range(QUESTIONS), questions(squad), strict=False):
        if number % REOPENED == 0:
            index = WhooshIndex(folder)
        began = time.perf_counter()
        index.search(question, READER, limit=100)
        searched = time.perf_counter()
        index.suggestions(question, READER)
        searching.append(searched - began)
        suggesting.append(time.perf_counter() - searched)
    worked = time.process_time() - worked
    return sorted(searching), sorted(suggesting), worked / (sum(searching) + sum(suggesting))


def at(shares: list[float], share: float) -> float:
    """Milliseconds within which this share of the answers came."""
    return round(shares[min(len(shares) - 1, int(len(shares) * share))] * 1000, 1)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.hostile")
    parser.add_argument("--data", required=True)
    parser.add_argument("--docs", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    squad = Squad.read([Path(name) for name in asked.data.split(",")])
    with tempfile.TemporaryDirectory(prefix="coop-hostile-") as folder:
        chosen = asked.keep or Path(folder)
        if not (chosen / "current").exists():
            build(chosen, squad, asked.docs)
        searching, suggesting, share = times(chosen, squad)
    line = {"bench": "hostile", "docs": asked.docs, "questions": QUESTIONS}
    line |= {f"{name}_ms": at(searching, share) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    line |= {"max_ms": at(searching, 1), "suggest_p99_ms": at(suggesting, 0.99), "suggest_max_ms": at(suggesting, 1)}
    line |= {"cpu_share": round(share, 2)}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
