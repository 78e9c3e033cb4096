"""W-07: what people type is never read as a template, and never as HTML."""

import pytest
from flask import Flask, render_template_string

from coop.core.scope import everything
from tests.factories import save

PAYLOADS = (
    "{{7*191}}", "{{ 7*191 }}", "${7*191}", "#{7*191}", "<%= 7*191 %>", "{%print(7*191)%}", "{{config}}", "{{self}}",
    "{{request.application.__globals__}}", "{{''.__class__.__mro__}}", "{{cycler.__init__.__globals__.os}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}x{% endfor %}", "{{lipsum.__globals__}}", "{# 1337 #}",
    "{{url_for.__globals__}}", "{{get_flashed_messages.__globals__}}", "*{7*191}", "@(7*191)", "{{'1337'|safe}}",
    "{%set x=7*191%}{{x}}", "{{joiner.__init__}}", "%(secret)s", "{0.__class__}", "{secret.__class__}", "${{7*191}}",
)  # fmt: skip
MARKUP = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>", "</title><script>1</script>")


def named(cast, name: str) -> None:
    with everything("somebody takes a strange name", quiet=True):
        cast.ana.user.name = name[:60]
        save()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_as_a_name_stays_text(app: Flask, cast, payload):
    named(cast, payload)
    page = cast.ana.visit(app).get("/").get_data(as_text=True)
    assert "1337" not in page.replace(payload, "").replace("{# 1337 #}", "").replace("&#39;1337&#39;", "")
    assert "__globals__': " not in page
    assert "SECRET_KEY" not in page


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_a_name_is_shown_and_not_run(app: Flask, cast, markup):
    named(cast, markup)
    page = cast.ana.visit(app).get("/").get_data(as_text=True)
    assert markup not in page
    assert "&lt;" in page or "&gt;" in page


@pytest.mark.parametrize("payload", [*PAYLOADS, *MARKUP])
def test_what_is_typed_into_an_address_is_not_repeated(client, payload):
    page = client.get("/nowhere", query_string={"q": payload}).get_data(as_text=True)
    assert payload not in page


def test_templates_escape_by_themselves(app: Flask):
    with app.test_request_context():
        assert render_template_string("{{ x }}", x="<b>") == "&lt;b&gt;"
