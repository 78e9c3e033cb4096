"""W-05: the house answers under its own names, and believes about a visitor only what its own proxies say."""

from pathlib import Path

import pytest
from flask import Flask, request

from coop import create_app
from coop.core.web.hosts import answered_names
from tests.conftest import settings_for


def house(tmp_path: Path, **settings: object) -> Flask:
    app = create_app(settings_for(tmp_path, **settings))

    @app.get("/mirror")
    def mirror() -> dict:
        return {"address": request.remote_addr, "host": request.host, "secure": request.is_secure}

    mirror.access = "public"
    return app


NAMED = {"trusted_hosts": ["coop.example.cn", ".north.example.cn"], "host": "10.0.0.5"}


@pytest.mark.parametrize("host", ["coop.example.cn", "coop.example.cn:8443", "a.north.example.cn"])
def test_its_own_names_are_answered(tmp_path, host):
    assert house(tmp_path, **NAMED).test_client().get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", [
    "evil.example", "coop.example.cn.evil.example", "evilcoop.example.cn", "localhost", "127.0.0.1", "10.0.0.5",
    'coop.example.cn"; script-src *', "coop.example.cn@evil.example", "coop.example.cn, evil.example", "",
])  # fmt: skip
@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/static/app.css", "/healthz"])
def test_any_other_name_is_refused_and_repeated_nowhere(tmp_path, host, path):
    answer = house(tmp_path, **NAMED).test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "evil" not in f"{answer.headers}{answer.get_data(as_text=True)}"


def test_a_house_without_names_that_listens_to_this_machine_answers_it_alone(tmp_path):
    """Otherwise a page on the internet could read it under a name of its own that resolves to 127.0.0.1."""
    client = house(tmp_path).test_client()
    assert client.get("/healthz", headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "rebound.evil.example"}).status_code == 400


def test_in_production_not_even_this_machine_is_a_name_unless_it_was_given(tmp_path):
    given = settings_for(tmp_path, production=True, trusted_hosts=["coop.example.cn"], base_url="https://b.example.cn")
    assert answered_names(given) == ["coop.example.cn", "b.example.cn"]


FORGED = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}


def test_without_proxies_of_its_own_nothing_forwarded_is_believed(tmp_path):
    told = house(tmp_path).test_client().get("/mirror", headers=FORGED).json
    assert told == {"address": "127.0.0.1", "host": "localhost", "secure": False}


def test_one_proxy_is_believed_one_step_and_no_further(tmp_path):
    """What the visitor wrote in front of the proxy's own entry stays unread."""
    app = house(tmp_path, trusted_proxies=1)
    given = {"X-Forwarded-For": "6.6.6.6, 10.1.1.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "localhost"}
    told = app.test_client().get("/mirror", headers=given).json
    assert told == {"address": "10.1.1.1", "host": "localhost", "secure": True}


def test_a_forged_name_behind_a_proxy_is_refused_all_the_same(tmp_path):
    assert house(tmp_path, trusted_proxies=1).test_client().get("/mirror", headers=FORGED).status_code == 400
