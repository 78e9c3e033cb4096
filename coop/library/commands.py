"""What an operator can do about the index at a terminal."""

import click
from flask import Flask

from coop.library.feeding import rebuild_index


def init_app(app: Flask) -> None:
    app.cli.command("reindex", help="重建搜索索引。重建期间照常可以搜索。")(reindex)


def reindex() -> None:
    """The living index answers until the new one takes its place in one step."""
    rebuild_index()
    click.echo("搜索索引已重建。")
