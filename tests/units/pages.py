"""How tests of pages fill in a form: open the page, take its token, send what a person would."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def csrf(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def send(client: FlaskClient, path: str, page: str | None = None, **fields: Any) -> TestResponse:
    """Post to ``path`` with the token of ``page``, or of the path's own page."""
    token = csrf(client.get(page or path).text)
    return client.post(path, data={"csrf_token": token, **fields})
