"""W-01: whatever changes something wants a token of this very visit, comes from our own pages, and reading changes nothing."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from coop.core.web.origin import UNSAFE

#: No browser ever has a token for these: what they check instead.
WITHOUT_TOKEN: dict[str, str] = {}

#: Tables that may move when somebody only looks: the visit itself, and the clockwork behind it.
BOOKKEEPING = {"web_session", "device", "attempt"}


def unsafe_addresses(app: Flask) -> list[tuple[str, str]]:
    """Method and path of every route that changes something, with 1 for each number in it."""
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: _example(rule, name) for name in rule.arguments}
        for method in sorted(rule.methods & UNSAFE):
            if rule.endpoint not in WITHOUT_TOKEN:
                found.append((method, _built(app, rule.endpoint, values)))
    return found


def _example(rule, name: str) -> object:
    kind = type(rule._converters[name]).__name__
    return {"IntegerConverter": 1, "UUIDConverter": "0" * 32}.get(kind, "x")


def _built(app: Flask, endpoint: str, values: dict) -> str:
    with app.test_request_context():
        return app.url_map.bind("localhost").build(endpoint, values)


def with_checks(app: Flask) -> Flask:
    app.config["WTF_CSRF_ENABLED"] = True
    return app


@pytest.mark.parametrize("token", [None, "", "0" * 64, "ImFiYyI.foreign.token"])
def test_every_unsafe_route_refuses_a_missing_or_foreign_token(app, cast, token):
    client = cast.ana.visit(with_checks(app))
    addresses = unsafe_addresses(app)
    assert addresses
    taken = []
    for method, path in addresses:
        answer = client.open(path, method=method, data={"csrf_token": token} if token is not None else {})
        if answer.status_code != 400:
            taken.append(f"{method} {path} → {answer.status_code}")
    assert not taken, "taken without a token of this visit:\n" + "\n".join(taken)


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:9999"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
])  # fmt: skip
def test_every_unsafe_route_refuses_what_comes_from_elsewhere(app, cast, headers):
    client = cast.ana.visit(with_checks(app))
    taken = [
        f"{method} {path}" for method, path in unsafe_addresses(app)
        if client.open(path, method=method, headers=headers).status_code != 403
    ]  # fmt: skip
    assert not taken, "\n".join(taken)


@pytest.mark.parametrize("headers", [
    {}, {"Origin": "http://localhost"}, {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
])  # fmt: skip
def test_our_own_pages_pass(client, headers):
    answer = client.post("/sign-in", headers=headers)
    assert answer.status_code == 400, "only the token is missing"


def test_the_operators_own_address_is_ours_too(app, client):
    app.extensions["coop.settings"].base_url = "https://coop.example.cn/"
    assert client.post("/sign-in", headers={"Origin": "https://coop.example.cn"}).status_code == 400
    assert client.post("/sign-in", headers={"Origin": "http://coop.example.cn"}).status_code == 403


def test_reading_is_never_stopped_by_where_a_link_stands(client):
    assert client.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def rows(path: Path) -> dict[str, list[tuple]]:
    with sqlite3.connect(path) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def readable_addresses(app: Flask) -> list[str]:
    with app.test_request_context():
        urls = app.url_map.bind("localhost")
        return [
            urls.build(rule.endpoint, {name: _example(rule, name) for name in rule.arguments if name != "filename"}
                       | ({"filename": "x.css"} if "filename" in rule.arguments else {}))
            for rule in app.url_map.iter_rules() if "GET" in rule.methods
        ]  # fmt: skip


@pytest.mark.sqlite
def test_opening_every_page_changes_nothing_in_the_database(app, cast, tmp_path):
    """Everybody opens every address; what they are and are not shown leaves no trace but their visit."""
    visitors = [person.visit(app) for person in (cast.ana, cast.chen, cast.dara, cast.nora, cast.otto)]
    before = rows(tmp_path / "coop.sqlite3")
    for visitor in (*visitors, app.test_client()):
        for path in readable_addresses(app):
            assert visitor.get(path).status_code < 500, path
    after = rows(tmp_path / "coop.sqlite3")
    moved = [name for name in after if name not in BOOKKEEPING and after[name] != before[name]]
    assert not moved, f"a GET wrote into: {moved}"
