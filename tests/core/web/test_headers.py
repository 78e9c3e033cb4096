"""W-03: every answer, page or error or file, tells the browser the same safe things."""

import pytest
from flask import Flask

NEEDED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def get(app: Flask, path: str, **how) -> object:
    return app.test_client().get(path, **how)


@pytest.fixture
def broken(app: Flask) -> Flask:
    """With an address behind which something breaks, and a static file."""

    @app.get("/broken/<path:secret>")
    def broken(secret: str) -> str:
        raise RuntimeError(f"canary-{secret}")

    broken.access = "public"
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.mark.parametrize(("path", "status"), [
    ("/sign-in", 200), ("/nowhere", 404), ("/static/nowhere.css", 404), ("/broken/x", 500), ("/healthz", 200),
    ("/readyz", 200),
])  # fmt: skip
def test_every_answer_is_hardened(broken, path, status):
    answer = get(broken, path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in NEEDED} == NEEDED
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Python" not in answer.headers.get("Server", "")


def test_a_refused_method_and_a_foreign_form_are_hardened_too(app):
    for answer in (app.test_client().delete("/sign-in"), app.test_client().post("/sign-in", headers={"Origin": "null"})):
        assert answer.status_code in (400, 403, 405)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_are_kept_nowhere_and_bundled_files_for_good(app, tmp_path):
    app.static_folder = str(tmp_path)
    (tmp_path / "app-4f2a.css").write_text("a{}")
    assert get(app, "/sign-in").headers["Cache-Control"] == "no-store"
    with get(app, "/static/app-4f2a.css") as file:
        assert "immutable" in file.headers["Cache-Control"]


def test_a_missing_file_is_not_kept_for_a_year(app):
    assert "immutable" not in get(app, "/static/nowhere.css").headers["Cache-Control"]


def test_https_is_remembered_and_http_is_not_promised(app):
    secure = get(app, "/sign-in", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in get(app, "/sign-in").headers


def test_a_failure_tells_its_number_and_nothing_else(broken):
    """L-04: no trace of code, no version, nothing of what was asked."""
    answer = get(broken, "/broken/token-canary-77")
    page = answer.get_data(as_text=True)
    assert answer.headers["X-Request-ID"] in page
    for word in ("canary", "RuntimeError", "Traceback", "Werkzeug", "Flask", "Python", ".py"):
        assert word not in page
