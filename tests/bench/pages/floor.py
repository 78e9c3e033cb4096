"""The bare page beside each of ours: Flask, SQLAlchemy's ORM and Jinja, and nothing of the house."""

from pathlib import Path
from typing import Any

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import Engine, Table, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Session, joinedload, relationship

PAGE = """<!doctype html><html lang="zh"><head><title>%(table)s</title></head><body><h1>%(table)s</h1><ul>
{%% for row in rows %%}<li><a href="/{{ row.id }}">{{ row.%(named)s }}</a> {{ row.beside.%(of)s }} {{ row.%(at)s }}</li>
{%% endfor %%}</ul></body></html>"""

#: table → the column that names a row, the joined table with its naming column, the column of time.
READS = {
    "activity": ("title", "branch", "name", "starts_at"),
    "party": ("state", "branch", "name", "created_at"),
    "message": ("text", "channel", "title", "at"),
    "entry": ("title", "branch", "name", "moved_at"),
}


def bare(folder: Path) -> Flask:
    """``/<table>/<n>`` reads ``n`` whole rows of the table, each with its joined row, in one statement, and prints them."""
    engine = create_engine(f"sqlite:///{folder / 'coop.sqlite3'}", connect_args={"check_same_thread": False}, pool_size=80)
    kinds = {table: mapped(engine, table, READS[table][1]) for table in READS}
    app = Flask("bare")
    app.jinja_loader = DictLoader({
        table: PAGE % {"table": table, "named": named, "of": of, "at": at} for table, (named, _, of, at) in READS.items()
    })  # fmt: skip
    app.jinja_env.autoescape = True

    @app.get("/<table>/<int:count>")
    def page(table: str, count: int) -> str:
        kind = kinds[table]
        newest = select(kind).options(joinedload(kind.beside)).order_by(kind.id.desc()).limit(count)
        with Session(engine) as session:
            return render_template(table, rows=session.scalars(newest).all())

    return app


def mapped(engine: Engine, table: str, beside: str) -> Any:
    """A class for the table as it stands in the file, ``beside`` being the row that its foreign key names."""

    class Base(DeclarativeBase):
        pass

    class Beside(Base):
        __table__ = Table(beside, Base.metadata, autoload_with=engine, resolve_fks=False)

    class Kind(Base):
        __table__ = Table(table, Base.metadata, autoload_with=engine, resolve_fks=False)
        beside = relationship(
            Beside, primaryjoin=lambda: Kind.__table__.c[f"{Beside.__table__.name}_id"] == Beside.__table__.c.id,
            foreign_keys=lambda: Kind.__table__.c[f"{Beside.__table__.name}_id"],
        )  # fmt: skip

    return Kind
