"""The two questions of machines: alive asks nothing, ready asks every part, and strangers learn no details."""

import shutil
from collections import namedtuple

import pytest

from coop.core.clock import after
from coop.core.events import Deed, Pending
from coop.core.scope import everything
from coop.extensions import db
from tests.factories import save
from tests.servers.process import free_port

Usage = namedtuple("Usage", "total used free")


def test_alive_touches_nothing(app, client, monkeypatch):
    monkeypatch.setattr(type(db), "engine", property(lambda self: 1 / 0))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.data) == (200, b"ok\n")
    assert "Set-Cookie" not in answer.headers


def test_ready_names_every_part_to_this_machine(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ready", "parts": dict.fromkeys(
        ("database", "migrations", "disk", "relay", "redis"), "ok")}  # fmt: skip
    assert "Set-Cookie" not in answer.headers


def test_strangers_learn_yes_or_no(client):
    for how in ({"environ_base": {"REMOTE_ADDR": "10.0.0.9"}}, {"headers": {"X-Forwarded-For": "10.0.0.9"}}):
        assert client.get("/readyz", **how).json == {"status": "ready"}


@pytest.mark.sqlite
def test_a_lost_database_is_not_ready(client, tmp_path):
    (tmp_path / "coop.sqlite3").write_bytes(b"no database at all " * 300)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["parts"]["database"] == "failed"


def test_a_full_disk_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100, 96, 4))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["parts"]["disk"]) == (503, "failed")


def test_a_database_of_another_version_is_not_ready(client, monkeypatch):
    monkeypatch.setattr("coop.core.schema.newest", lambda directory: frozenset({"a-later-change"}))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["parts"]["migrations"]) == (503, "failed")


def test_a_lost_redis_only_degrades(app, client):
    app.extensions["coop.settings"].redis_url = f"redis://127.0.0.1:{free_port()}/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["parts"]["redis"]) == (200, "degraded")


def test_reactions_that_wait_too_long_only_degrade(context, client):
    with everything("a late reaction", quiet=True):
        deed = Deed(name="tests.Late", audience="user:0")
        db.session().add(deed)
        db.session().flush()
        db.session().add(Pending(deed_id=deed.id, consumer="nobody", due_at=after(minutes=-6)))
        save()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["parts"]["relay"]) == (200, "degraded")
