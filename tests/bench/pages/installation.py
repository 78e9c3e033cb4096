"""The installation that is measured: built anew in a folder, or taken from one that was built before."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from json import dumps, loads
from pathlib import Path

from flask import Flask

from coop import create_app
from coop.core import schema
from coop.core.scope import everything
from coop.extensions import db
from coop.library.feeding import rebuild_index
from coop.settings import Settings
from tests.bench.pages.doings import do_things
from tests.bench.pages.library import fill_library
from tests.bench.pages.population import Size, populate
from tests.bench.pages.words import Writer

SEED = 20260101
UNUSED_PORT = 1
# Nothing is lost if the machine stops meanwhile: the folder is built again.
IN_A_HURRY = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000", "PRAGMA foreign_keys=OFF")
KEY = "a key that is used by benchmarks and by nothing else 0123456789"


@dataclass(frozen=True)
class Built:
    """How long the rows and the index took; zero where they stood already."""

    data_s: float = 0.0
    index_s: float = 0.0


def settings_for(folder: Path, port: int) -> Settings:
    """As an operator's, apart from the key and from http on loopback."""
    return Settings(_env_file=None, data_dir=folder, secret_key=KEY, allow_http=True, PORT=port)


def build(folder: Path, size: Size) -> Built:
    """Fill the folder, unless a whole data set of this size stands there."""
    done = folder / "built.json"
    if done.exists() and loads(done.read_text()) == asdict(size):
        return Built()
    for left in folder.glob("coop.sqlite3*"):
        left.unlink()
    app = create_app(settings_for(folder, UNUSED_PORT))
    built = Built(_timed(lambda: _fill(app, size)), _timed(lambda: _index(app)))
    done.write_text(dumps(asdict(size)))
    return built


def _fill(app: Flask, size: Size) -> None:
    writer = Writer(SEED)
    with app.app_context(), everything("building a benchmark's data", quiet=True):
        schema.build(app.extensions["migrate"].directory)
        for pragma in IN_A_HURRY:
            db.session().connection().exec_driver_sql(pragma)
        populate(size, writer)
        do_things(size, writer)
        fill_library(size, writer)
        db.session().commit()
        db.session().connection().exec_driver_sql("ANALYZE")
        db.session().commit()


def _index(app: Flask) -> None:
    with app.app_context():
        rebuild_index()
        db.engine.dispose()


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 1)
