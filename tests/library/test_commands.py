"""The operator's command builds the index anew, from nothing too."""

import shutil

from coop.library import engine
from tests.library.writing import NETWORK, published


def test_a_lost_index_is_back_after_one_command(context, cast, tmp_path):
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    result = context.test_cli_runner().invoke(args=["reindex"])
    assert result.exit_code == 0, result.output
    assert "索引已重建" in result.stdout
    assert engine.index().search("安娜", frozenset({"branch:1", "network"})) is not None


def test_reindex_makes_everything_findable(context, cast):
    entry = published(cast, audiences=NETWORK)
    assert context.test_cli_runner().invoke(args=["reindex"]).exit_code == 0
    assert {hit.key for hit in engine.index().search("排查", {"network"}).hits} == {("case", entry)}
