"""C-01: what people write becomes the few tags that a page allows, in bounded time."""

import time

import pytest

from coop.core.errors import Invalid
from coop.core.text.markdown import MOST_BYTES, render

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](data:text/html,x)",
    "[a](vbscript:x)", "<iframe src=//x>", "![x](javascript:alert(1))", "<svg/onload=alert(1)>", "<a href='x' onclick='y'>z</a>",
    "[a](//example.org/x)", "<style>*{}</style>", "&#60;script&#62;", "<javascript:alert(1)>", "![x](x\" onerror=\"alert(1))",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through(text):
    html = render(text)
    for forbidden in (
        "<script",
        "<img",
        "<iframe",
        "<svg",
        "<style",
        '<a href="javascript',
        '<a href="data',
        '<a href="vbscript',
    ):
        assert forbidden not in html
    assert not [
        tag for tag in html.split("<")[1:] if "onerror" in tag.partition(">")[0] or "onclick" in tag.partition(">")[0]
    ]


def test_a_picture_from_elsewhere_is_a_link_to_it():
    html = render("![现场照片](https://example.org/a.png)")
    assert "<img" not in html
    assert ">现场照片</a>" in html
    assert 'rel="noopener nofollow"' in html


def test_headings_stand_below_the_pages_own():
    assert render("# 一\n\n## 二\n\n###### 六") == "<h2>一</h2>\n<h3>二</h3>\n<h6>六</h6>\n"


def test_tables_lists_and_emphasis_stay():
    html = render("| 月 | 数 |\n|---|---|\n| 9 | 12 |\n\n- **要点**\n\n> 引语")
    for tag in ("<table>", "<td>12</td>", "<li><strong>要点</strong></li>", "<blockquote>"):
        assert tag in html


def test_a_text_over_the_limit_is_refused_before_it_is_parsed():
    assert render("a" * MOST_BYTES)
    with pytest.raises(Invalid) as refused:
        render("长" * (MOST_BYTES // 3 + 1))
    assert "64 KB" in refused.value.sentence
    assert refused.value.field == "body"


@pytest.mark.parametrize(
    "text", [">" * 60_000, "[" * 60_000, "*a " * 20_000, "- " * 30_000, "`" * 60_000, "![" * 30_000, "|a" * 30_000]
)
def test_the_worst_texts_are_bounded(text):
    """Nesting is cut by the parser; a regression to quadratic would take minutes, so the bound can be generous."""
    start = time.perf_counter()
    render(text)
    assert time.perf_counter() - start < 10
