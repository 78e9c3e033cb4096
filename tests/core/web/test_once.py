"""The same form sent twice is one deed, whoever sends it twice; a form that was refused may be sent again."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop.core.scope import everything
from coop.core.sent import Once
from coop.extensions import db
from coop.units.models import Branch
from tests.cast import Cast


@pytest.fixture
def path(app: Flask, cast: Cast) -> str:
    app.config["WTF_CSRF_ENABLED"] = False
    with everything("test", quiet=True):
        return f"/units/{cast.north.id}/branches/new"


def form(key: str, **changes: str) -> dict[str, str]:
    return {"name": "第八支部", "kind": "branch", "parent_id": "0", "once": key, **changes}


def made() -> int:
    with everything("test", quiet=True):
        return db.session().scalar(select(func.count(Branch.id)).where(Branch.name == "第八支部")) or 0


def test_the_second_answer_is_the_first_ones_address(app: Flask, cast: Cast, path: str):
    key, nora = uuid4().hex, cast.nora.visit(app)
    first, second = nora.post(path, data=form(key)), nora.post(path, data=form(key))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"] and made() == 1


def test_another_key_is_another_deed(app: Flask, cast: Cast, path: str):
    nora = cast.nora.visit(app)
    answers = [nora.post(path, data=form(uuid4().hex, name=name)).status_code for name in ("第八支部", "第九支部", "第八支部")]
    assert answers == [303, 303, 422] and made() == 1


def test_a_refused_form_keeps_its_key_and_counts_when_it_is_put_right(app: Flask, cast: Cast, path: str):
    key, nora = uuid4().hex, cast.nora.visit(app)
    refused = nora.post(path, data=form(key, name=""))
    assert refused.status_code == 422 and key in refused.text
    assert nora.post(path, data=form(key)).status_code == 303 and made() == 1


def test_the_key_of_somebody_else_opens_nothing(app: Flask, cast: Cast, path: str):
    """Neither where they were sent on to, nor the deed."""
    key = uuid4().hex
    cast.nora.visit(app).post(path, data=form(key))
    assert cast.ben.visit(app).post(path, data=form(key)).status_code == 403
    assert cast.dara.visit(app).post(path, data=form(key)).status_code == 404


def test_a_key_of_any_length_is_no_error(app: Flask, cast: Cast, path: str):
    for number, key in enumerate(("x" * 5000, "\x7f", "键" * 100)):
        assert cast.nora.visit(app).post(path, data=form(key, name=f"支部{number}")).status_code == 303
    with everything("test", quiet=True):
        assert all(len(row) <= 64 for row in db.session().scalars(select(Once.key)))
