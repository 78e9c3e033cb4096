"""Markdown that people write becomes the few tags that a page allows (C-01): no HTML of theirs, no picture from elsewhere."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from coop.core.errors import Invalid
from coop.core.sentences import say

MOST_BYTES = 64 * 1024
TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s",
    "table", "thead", "tbody", "tr", "th", "td", "a",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener nofollow"


def render(text: str) -> Markup:
    """Sanitised HTML. Refuses more than 64 KiB before a parser sees them: cleaning is quadratic in the nesting."""
    demand_size(text)
    return _rendered(text)


@lru_cache(maxsize=128)
def _rendered(text: str) -> Markup:
    """A long article takes the parser longer than all the rest of its page, and is read more often than written."""
    return Markup(nh3.clean(PARSER.render(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL))  # noqa: S704


def demand_size(text: str, *, field: str = "body") -> None:
    """64 KiB are some twenty thousand characters, three times a long article."""
    size = len(text.encode())
    if size > MOST_BYTES:
        sentence = say(
            "正文太长：约 %(size)s KB，最多 %(most)s KB（两万字左右）。请分成几篇。",
            size=-(-size // 1024), most=MOST_BYTES // 1024,
        )  # fmt: skip
        raise Invalid(sentence, field=field)


class Pages(RendererHTML):
    """The page's own title is its first heading, so the text's begin at the second; a picture is a link to it."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        words = self.renderInlineAsText(token.children, options, env) or str(token.attrGet("src"))
        return Markup('<a href="{}">{}</a>').format(token.attrGet("src") or "", words)

    def heading_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<h{_lower(tokens[idx].tag)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"</h{_lower(tokens[idx].tag)}>\n"


def _lower(tag: str) -> int:
    return min(int(tag[1]) + 1, 6)


PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}, renderer_cls=Pages).enable(
    ["table", "strikethrough"]
)
