"""The door: who comes in by which name, and what everybody else reads."""

import pytest

from coop.accounts.passwords import hashing
from coop.core.scope import everything
from tests import factories as make


@pytest.fixture
def ana(cast):
    with everything("test", quiet=True):
        user = cast.ana.user
        user.password = hashing.keep(make.PASSWORD)
        user.email, user.username, user.phone = "ana@north.cn", "anna", "+8613912345678"
        make.save()
    return cast.ana


def enter(client, name, password=make.PASSWORD, **more):
    page = client.get("/sign-in")
    import re
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)
    return client.post("/sign-in", data={"name": name, "password": password, "csrf_token": token, **more})


@pytest.mark.parametrize("typed", ["13912345678", "+86 139-1234-5678", "１３９ １２３４ ５６７８", "ANA@north.cn ", "Anna"])
def test_a_person_comes_in_by_any_of_their_names(client, ana, typed):
    answer = enter(client, typed)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


def test_wrong(client, ana):
    answer = enter(client, "anna", "wrong")
    assert answer.status_code == 422
    assert "账号或口令不对" in answer.text
