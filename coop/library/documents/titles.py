"""The title of a text is guessed as a reader would: its first heading, else the first short line that is no by-line."""

from __future__ import annotations

import re

LONGEST_TITLE = 60  # characters; beyond it a first line is a sentence of the text
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_MARKUP = re.compile(r"[*_`\\]+|!?\[([^\]]*)\]\([^)]*\)")
#: The hundred family names that four in five people bear.
_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柯童"
)
_NAME = f"[{_FAMILY}][ \u3000]?[\u4e00-\u9fff]{{1,2}}"
#: A line of nothing but names of people: 袁瑜婷; 刘 进 陈海云 李 勇.
_NAMES = re.compile(f"{_NAME}(?:[ \u3000、，]+{_NAME})*")
_WORKPLACE = ("公司", "学院", "大学", "党校", "支部", "委员会", "研究院", "分局")
_SENTENCE_END = ("。", "；", "，", "：", ";", ",")


def guess_title(markdown: str, *, filename: str) -> str:
    """The first heading, else the first short line before the first sentence, else the file's name without its ending."""
    if heading := _HEADING.search(markdown[:4000]):
        return _plain(heading.group(1))
    for line in filter(None, map(_plain, markdown[:4000].split("\n"))):
        if len(line) > LONGEST_TITLE or line.endswith(_SENTENCE_END):
            break
        if not _is_byline(line):
            return line
    return filename.rpartition(".")[0] or filename


def _is_byline(line: str) -> bool:
    return bool(_NAMES.fullmatch(line)) or line.endswith(_WORKPLACE) or not re.search(r"\w", line)


def without_title(markdown: str, title: str) -> str:
    """The text without a first line that only says the title again: the page says it already."""
    first, _, rest = markdown.lstrip("\n").partition("\n")
    return rest.lstrip("\n") if rest.strip() and _plain(first) == title else markdown


def _plain(line: str) -> str:
    return re.sub(r"\s+", " ", _MARKUP.sub(r"\1", line)).strip(" #\u3000")[: 2 * LONGEST_TITLE]
