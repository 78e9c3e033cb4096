"""The operator's command for the library: the index is derived and can be built anew at any time."""

from time import perf_counter

import click
from flask import Flask

from coop.library.feeding import rebuild_index


def init_app(app: Flask) -> None:
    app.cli.command("reindex", help="重建搜索索引；期间照常搜索。")(reindex)


def reindex() -> None:
    """The old index answers until the new one is whole."""
    began = perf_counter()
    rebuild_index()
    click.echo(f"索引已重建，用了 {perf_counter() - began:.1f} 秒。")
