"""`coop serve`: prepare in a child, say where the house is, then serve."""

import click

from coop import ROOT, create_app
from coop.cli import serving
from coop.cli.demo import signs
from coop.cli.demo.loading import load_demo
from coop.cli.preparing import apart, count_accounts, is_prepared, prepare_database
from coop.settings import Settings, load

MIGRATIONS = str(ROOT / "migrations")


@click.command(help="启动服务。数据库是 SQLite 时先自行更新；加 --demo 在空的数据文件夹里载入演示数据。")
@click.option("--demo", is_flag=True, help="载入演示数据，打印几个登录账号；已有真实数据时拒绝")
@click.option("--host", help="监听地址（COOP_HOST）")
@click.option("--port", type=click.IntRange(1, 65535), help="端口（PORT）")
def serve(*, demo: bool, host: str | None, port: int | None) -> None:
    """Serves until told to stop."""
    settings = chosen(load(), is_demo=demo, host=host, port=port)
    settings.prepared_data_dir()
    settings.key()
    if not is_prepared(settings, MIGRATIONS) or (demo and not signs.are_kept(settings)):
        apart(lambda: prepare(settings, is_demo=demo))
    click.echo((signs.sheet(settings) + "\n" if demo else "") + f"互联共建　{settings.address}")
    serving.serve(settings)


def chosen(settings: Settings, *, is_demo: bool, host: str | None, port: int | None) -> Settings:
    """The command's own words before the variables; a demonstration on this machine needs no https."""
    changes: dict[str, object] = {"host": host, "port": port}
    if is_demo and not settings.production:
        changes["allow_http"] = True
    return settings.model_copy(update={name: value for name, value in changes.items() if value is not None})


def prepare(settings: Settings, *, is_demo: bool) -> None:
    """Tables, and the demonstration or a word about how the first administrator comes in."""
    app = create_app(settings)
    prepare_database(app)
    with app.app_context():
        if is_demo:
            load_demo(settings)
        elif not count_accounts():
            click.echo("还没有任何账号。请运行 python -m coop init，用打印出来的链接建立第一个管理员。")
