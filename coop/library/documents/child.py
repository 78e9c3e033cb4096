"""Run by path inside the sandbox: one Word file in, its Markdown out as JSON; imports nothing of ours."""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import mammoth
from defusedxml.common import DefusedXmlException
from defusedxml.expatbuilder import parseString
from markdownify import markdownify

IMAGE = "（此处有一张图片，未导入）"
# Built-in headings that older WPS files name in Chinese, and the styles that stand for a title.
STYLES = "\n".join(
    [f"p[style-name='标题 {level}'] => h{level}:fresh" for level in range(1, 7)]
    + [f"p[style-name='{name}'] => h1:fresh" for name in ("Title", "标题", "公文标题")]
    + [f"p[style-name='{name}'] => h2:fresh" for name in ("Subtitle", "副标题")]
)
_XML = re.compile(r"\.(xml|rels)$", re.IGNORECASE)


def refuse_entities(content: bytes) -> None:
    """Every XML part is read once by a parser that knows neither entities nor a DTD; mammoth's own one does (F-10)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if _XML.search(name):
                parseString(archive.read(name), forbid_dtd=True)


def markdown_of(content: bytes) -> str:
    """Headings, lists, tables and emphasis stay; each picture leaves a note where it stood."""
    note = mammoth.images.img_element(lambda _image: {"src": "", "alt": IMAGE})
    html = mammoth.convert_to_html(io.BytesIO(content), convert_image=note, style_map=STYLES).value
    html = re.sub(r"<img[^>]*>", f"<em>{IMAGE}</em>", html)
    html = re.sub(r"<a (?:id|name)=\"[^\"]*\">(.*?)</a>", r"\1", html)
    html = re.sub(r"<a href=\"(?!https?://|mailto:)[^\"]*\">(.*?)</a>", r"\1", html)
    return "\n".join(_tidy(markdownify(html, heading_style="ATX", bullets="-", escape_underscores=False)))


def _tidy(markdown: str) -> Iterator[str]:
    """Never two empty lines in a row, no blanks at a line's end, plain spaces instead of unbreakable ones."""
    empty = True
    for line in markdown.replace("\xa0", " ").split("\n"):
        if line.strip() or not empty:
            yield line.rstrip()
        empty = not line.strip()


def answer(content: bytes) -> dict[str, str]:
    """`markdown`, or the reason why there is none."""
    try:
        refuse_entities(content)
        return {"markdown": markdown_of(content)}
    except DefusedXmlException:
        return {"refused": "entities"}
    except (MemoryError, RecursionError):
        return {"refused": "too-complex"}


if __name__ == "__main__":
    json.dump(answer(Path(sys.argv[1]).read_bytes()), sys.stdout)
