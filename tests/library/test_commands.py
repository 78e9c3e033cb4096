"""The operator's command builds the index anew, from nothing too."""

import shutil

from coop.library import engine


def test_a_lost_index_is_back_after_one_command(context, cast, tmp_path):
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    result = context.test_cli_runner().invoke(args=["reindex"])
    assert result.exit_code == 0, result.output
    assert "索引已重建" in result.stdout
    assert engine.index().search("安娜", frozenset({"branch:1", "network"})) is not None
