"""A page that is not there leaves whoever is signed in inside the house, with the rail to go on by."""

import pytest
from flask import Flask

from tests.cast import Cast

ADDRESSES = ("/nowhere", "/partnerships/999999")


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_signed_in_keeps_the_rail_when_nothing_is_found(app: Flask, cast: Cast, address: str):
    answer = cast.dara.visit(app).get(address)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "没有找到" in shown
    assert 'class="rail"' in shown and cast.dara.user.name in shown


def test_a_stranger_gets_the_plain_page(app: Flask):
    answer = app.test_client().get("/nowhere")
    assert answer.status_code == 404
    assert 'class="rail"' not in answer.get_data(as_text=True)


def test_a_part_of_a_page_never_brings_a_second_rail(app: Flask, cast: Cast):
    answer = cast.dara.visit(app).get("/nowhere", headers={"HX-Request": "true"})
    assert 'class="rail"' not in answer.get_data(as_text=True)


def test_where_the_house_is_ill_the_page_asks_nothing_more_of_it(app: Flask, cast: Cast):
    app.add_url_rule("/ill", view_func=lambda: 1 / 0, endpoint="ill")
    app.view_functions["ill"].access = "public"
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = cast.ana.visit(app).get("/ill")
    assert answer.status_code == 500
    assert 'class="rail"' not in answer.get_data(as_text=True)
