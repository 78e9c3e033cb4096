"""A form becomes a deed, or says at its field why not; nothing that was typed is lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from wtforms import StringField

from coop.core.errors import Conflict, Forbidden, Invalid
from coop.core.forms import Form, required


class PlaceForm(Form):
    place = StringField("地点", [required()])

    class Meta(Form.Meta):
        csrf = False


def sent(app: Flask, deed: Callable[[], object], *, method: str = "POST", place: str = "北厂礼堂") -> tuple[bool, Form]:
    with app.test_request_context(method=method, data={"place": place}):
        form = PlaceForm()
        return form.carry_out(deed), form


def refusing(refusal: Exception) -> Callable[[], object]:
    def deed() -> object:
        raise refusal

    return deed


def never() -> object:
    pytest.fail("the deed was done")


def test_what_is_sound_is_done_once_whatever_the_deed_answers(app: Flask):
    done: list[None] = []
    is_done, form = sent(app, lambda: done.append(None))
    assert is_done and len(done) == 1 and not form.errors


@pytest.mark.parametrize("how", [{"method": "GET"}, {"place": ""}])
def test_what_was_only_opened_or_lacks_something_is_not_done(app: Flask, how: dict[str, str]):
    is_done, form = sent(app, never, **how)
    assert not is_done and bool(form.errors) == ("place" in how)


@pytest.mark.parametrize(
    ("refusal", "where"),
    [(Invalid("地点已被占用", field="place"), "place"), (Invalid("不行", field="other"), ""), (Conflict("对方先改了"), "")],
)
def test_a_refusal_stands_in_the_form_with_what_was_typed(app: Flask, refusal: Invalid | Conflict, where: str):
    is_done, form = sent(app, refusing(refusal))
    assert not is_done and form.errors == {where: [refusal.sentence]} and form.place.data == "北厂礼堂"


def test_who_may_not_is_not_told_so_by_a_form(app: Flask):
    with pytest.raises(Forbidden):
        sent(app, refusing(Forbidden()))
