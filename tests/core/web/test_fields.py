"""A field is read out with its hint and its error, whatever kind of control it is."""

import re

import pytest
from flask import Flask, render_template_string
from wtforms import BooleanField, FileField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired

from coop.core.forms import Form

PAGE = '{% import "macros/forms.html" as f %}{{ f.field(form[name], **given) }}'


class Registration(Form):
    title = StringField("名称", [InputRequired("请填写。")])
    secret = PasswordField("密码", [InputRequired("请填写。")])
    mode = RadioField("形式", [InputRequired("请选择。")], choices=["现场", "线上"])
    sure = BooleanField("确定", [InputRequired("请勾选。")])
    plan = FileField("方案", [InputRequired("请选择文件。")])

    class Meta(Form.Meta):
        csrf = False


def drawn(app: Flask, name: str, *, is_sent: bool, **given: object) -> str:
    with app.test_request_context(method="POST" if is_sent else "GET"):
        form = Registration()
        if is_sent:
            form.validate()
        return render_template_string(PAGE, form=form, name=name, given=given)


def descriptions(html: str) -> list[str]:
    """The texts that a screen reader reads out behind the control's name."""
    told = re.search(r'<(?:input|fieldset)[^>]* aria-describedby="([^"]*)"', html)
    return [re.search(rf'id="{place}">(.*?)</p>', html, re.DOTALL)[1] for place in told[1].split()] if told else []


@pytest.mark.parametrize("name", ["title", "secret", "mode", "sure", "plan"])
def test_hint_and_error_are_tied_to_the_control(app: Flask, name: str):
    assert descriptions(drawn(app, name, is_sent=False)) == []
    assert descriptions(drawn(app, name, is_sent=False, hint="想好再选")) == ["想好再选"]
    hint, error = descriptions(drawn(app, name, is_sent=True, hint="想好再选"))
    assert hint == "想好再选" and "请" in error
    assert len(descriptions(drawn(app, name, is_sent=True))) == 1


@pytest.mark.parametrize("name", ["title", "secret", "sure", "plan"])
def test_a_control_that_is_wrong_says_so(app: Flask, name: str):
    assert 'aria-invalid="true"' in drawn(app, name, is_sent=True)
    assert "aria-invalid" not in drawn(app, name, is_sent=False)


def test_a_file_is_measured_before_it_travels_only_where_the_page_says_so(app: Flask):
    assert 'accept=".docx"' in (html := drawn(app, "plan", is_sent=False, max_bytes=2000, accept=".docx"))
    assert 'data-max-bytes="2000"' in html
    assert "accept" not in (bare := drawn(app, "plan", is_sent=False)) and "data-max-bytes" not in bare
