"""The index is one writer's, everybody's to read, and honest when it is broken."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coop.library.search.document import IndexDamaged
from coop.library.search.whoosh_index import WhooshIndex
from tests.library.search.conftest import EVERYBODY, case


def _ids(index, query: str = "党建") -> set[int]:
    return {hit.id for hit in index.search(query, EVERYBODY, limit=100).hits}


def _living(folder: Path) -> Path:
    return folder / (folder / "current").read_text()


def test_a_document_takes_the_place_of_its_former_self(index):
    index.apply([case(1, "党建"), case(1, "党建新版")])
    index.apply([case(1, "渔业")])
    assert _ids(index) == set()
    assert _ids(index, "渔业") == {1}


def test_gone_documents_vanish_from_counts_and_suggestions(index):
    index.apply([case(1, "党建一"), case(2, "党建二"), case(2, "党建活动", kind="activity")])
    index.apply(gone=[("entry", 2), ("entry", 99)])
    found = index.search("党建", EVERYBODY)
    assert (found.total, dict(found.kinds)) == (2, {"entry": 1, "activity": 1})
    assert index.suggestions("党建二", EVERYBODY) == []


def test_many_small_commits_answer_like_one(index):
    for number in range(30):
        index.apply([case(number, f"党建第{number}记", "码头" * number)])
        index.apply([case(0, "党建第0记", "渔业")], gone=[("entry", 7)])
    assert _ids(index) == set(range(30)) - {7}
    segments = list((_living(index._store._folder)).glob("*.seg"))
    assert len(segments) < 15


def test_readers_see_each_commit_at_once_and_the_generation_tells(index):
    other = WhooshIndex(index._store._folder)
    before = other.generation
    index.apply([case(1, "党建")])
    assert other.generation != before
    assert _ids(other) == {1}


def test_a_rebuild_swaps_in_one_step_and_leaves_one_folder(index):
    index.apply([case(1, "党建旧")])
    other = WhooshIndex(index._store._folder)
    assert _ids(other) == {1}
    index.rebuild([case(2, "党建新")])
    assert _ids(index) == _ids(other) == {2}
    assert len([path for path in index._store._folder.iterdir() if path.is_dir()]) == 1


def test_readers_never_notice_the_swaps_of_another_writer(index):
    index.rebuild([case(1, "党建")])
    reader = WhooshIndex(index._store._folder)
    with ThreadPoolExecutor(2) as pool:
        rebuilding = pool.submit(lambda: [index.rebuild([case(1, "党建")]) for _ in range(25)])
        while not rebuilding.done():
            assert _ids(reader) == {1}
        rebuilding.result()


def test_a_rebuild_that_fails_leaves_the_old_index_answering(index):
    index.apply([case(1, "党建")])

    def failing():
        yield case(2, "党建")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.rebuild(failing())
    assert _ids(index) == {1}
    index.apply([case(3, "党建")])
    assert _ids(index) == {1, 3}


def test_an_error_inside_a_batch_changes_nothing(index):
    index.apply([case(1, "党建")])
    with pytest.raises(AttributeError):
        index.apply([case(2, "党建"), object()])
    assert _ids(index) == {1}


def test_a_missing_index_is_damaged_until_it_is_built(tmp_path):
    index = WhooshIndex(tmp_path / "none")
    for deed in (lambda: index.search("党建", EVERYBODY), lambda: index.suggestions("党", EVERYBODY), index.apply):
        with pytest.raises(IndexDamaged):
            deed()
    index.rebuild([case(1, "党建")])
    assert _ids(index) == {1}


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Whoosh leaves a file open that it could not read
@pytest.mark.parametrize("suffix", [".toc", ".seg"])
@pytest.mark.parametrize("harm", ["cut", "remove", "garble"])
def test_damaged_files_are_reported_and_a_rebuild_heals(tmp_path, suffix, harm):
    WhooshIndex(tmp_path).rebuild([case(number, f"党建{number}", "码头渔业" * 40) for number in range(40)])
    for path in _living(tmp_path).glob(f"*{suffix}"):
        if harm == "remove":
            path.unlink()
        else:
            size = path.stat().st_size
            path.write_bytes(os.urandom(size) if harm == "garble" else path.read_bytes()[: size // 3])
    index = WhooshIndex(tmp_path)
    with pytest.raises(IndexDamaged):
        index.search("党建", EVERYBODY)
    index.rebuild([case(1, "党建")])
    assert _ids(index) == {1}


def test_threads_share_an_index_while_it_grows(index):
    index.apply(case(number, f"党建{number}", "码头") for number in range(20))

    def ask(_: int) -> bool:
        found = index.search("党建 码头", EVERYBODY, limit=100)
        return len(found.hits) == found.total >= 20

    with ThreadPoolExecutor(6) as pool:
        answers = pool.map(ask, range(120))
        for number in range(20, 26):
            index.apply([case(number, f"党建{number}", "码头")])
        assert all(answers)
    assert len(_ids(index)) == 26
