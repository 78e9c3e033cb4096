"""A process killed in the middle of its commits leaves an index that answers with whole commits, or says it is damaged."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coop.library.search.document import Document
from coop.library.search.whoosh_index import WhooshIndex

EVERYBODY = frozenset({"network"})
ROUNDS = 4
PAIR = 2
_WRITER = """
import itertools, sys
from pathlib import Path
from coop.library.search.document import Document
from coop.library.search.whoosh_index import WhooshIndex
index = WhooshIndex(Path(sys.argv[1]))
everybody = frozenset({"network"})
for number in itertools.count(int(sys.argv[2]), 2):
    index.apply(Document("entry", n, f"党建记录{n}", "码头渔业" * 50, (), everybody) for n in (number, number + 1))
    print(number, flush=True)
"""


def _write_until_killed(folder: Path, first: int, seconds: float) -> int:
    """How many documents were acknowledged before kill -9."""
    command = [sys.executable, "-c", _WRITER, str(folder), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(seconds)
        os.kill(writer.pid, signal.SIGKILL)
        told = writer.stdout.read().split()
    return first + PAIR + PAIR * len([line for line in told if line.isdigit()])


def _found(index: WhooshIndex) -> set[int]:
    return {hit.id for hit in index.search("党建", EVERYBODY, limit=5000).hits}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_acknowledged_commit_is_found_and_none_by_halves(tmp_path, seed):
    folder = tmp_path / "index"
    WhooshIndex(folder).rebuild([])
    chance = random.Random(seed)
    acknowledged = _write_until_killed(folder, 0, chance.uniform(0.05, 0.6))
    index = WhooshIndex(folder)
    found = _found(index)
    assert found >= set(range(acknowledged))
    assert len(found) % PAIR == 0
    index.apply([Document("entry", 99_999, "党建之后", audiences=EVERYBODY)])
    assert _found(index) == found | {99_999}


def test_a_kill_during_a_rebuild_leaves_the_old_index_answering(tmp_path):
    WhooshIndex(tmp_path).rebuild([Document("entry", 1, "党建", audiences=EVERYBODY)])
    program = (
        "import itertools, sys; from pathlib import Path\n"
        "from coop.library.search.document import Document\n"
        "from coop.library.search.whoosh_index import WhooshIndex\n"
        "def endless():\n"
        "    print('begun', flush=True)\n"
        "    for n in itertools.count(): yield Document('entry', n, f'党建{n}', audiences=frozenset({'network'}))\n"
        "WhooshIndex(Path(sys.argv[1])).rebuild(endless())\n"
    )
    builder = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE)
    assert builder.stdout is not None
    builder.stdout.readline()
    time.sleep(0.3)
    builder.kill()
    builder.communicate()
    index = WhooshIndex(tmp_path)
    assert _found(index) == {1}
    index.rebuild([Document("entry", 2, "党建", audiences=EVERYBODY)])
    assert _found(index) == {2}
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1
