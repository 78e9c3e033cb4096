"""Which database a test's application stands on: a SQLite file copied for it, or one PostgreSQL emptied before it.

``COOP_TEST_DATABASE=postgres`` puts every test on PostgreSQL (``make test-postgres``). Without it a test marked
``both_databases`` runs twice, one marked ``postgres`` there, all others on SQLite. What is true of a SQLite file
alone is marked ``sqlite``.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from coop import ROOT
from coop.extensions import db

ON_POSTGRES = os.environ.get("COOP_TEST_DATABASE") == "postgres"
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)

#: Deleting from empty tables costs a third of truncating them; ids begin anew, as in a new SQLite file.
EMPTY = """
DO $$ DECLARE name text; BEGIN
  SET session_replication_role = replica;
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE 'DELETE FROM ' || name;
  END LOOP;
  FOR name IN SELECT quote_ident(sequencename) FROM pg_sequences WHERE last_value IS NOT NULL LOOP
    PERFORM setval(name, 1, false);
  END LOOP;
  SET session_replication_role = DEFAULT;
END $$
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if "database" in metafunc.fixturenames and "sqlite" not in marks:
        is_on_both, is_on_postgres = "both_databases" in marks, ON_POSTGRES or "postgres" in marks
        kinds = [POSTGRES] if is_on_postgres else ["sqlite", POSTGRES] if is_on_both else []
        if kinds:
            metafunc.parametrize("database", kinds, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """The address of an empty database with every table; None for the SQLite file that now lies in ``tmp_path``."""
    if getattr(request, "param", "sqlite") == "postgres":
        empty: Callable[[], str] = request.getfixturevalue("emptied_postgres")
        return empty()
    shutil.copy(request.getfixturevalue("blank_database"), tmp_path / "coop.sqlite3")
    return None


@pytest.fixture(scope="session")
def emptied_postgres(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """A database of this worker with every table; each call empties it and returns its address."""
    request.getfixturevalue("blank_database")  # an application was made, so every table is known
    server = request.getfixturevalue("postgres_server")
    name = server.new_database()
    url = server.url(name)
    engine = create_engine(url)
    db.metadata.create_all(engine)
    with engine.begin() as connection_to_mark:
        MigrationContext.configure(connection_to_mark).stamp(ScriptDirectory(str(ROOT / "migrations")), "head")
    engine.dispose()
    connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    def empty() -> str:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [name]
        )
        connection.execute(EMPTY)
        return url

    yield empty
    connection.close()
    server.drop_database(name)
