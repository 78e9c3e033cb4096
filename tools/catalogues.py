"""The catalogues: sentences are found in the sources, their English is written by hand, traditional Chinese is made from them."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "translations"
ENGLISH = "en/LC_MESSAGES/messages.po"
TRADITIONAL = "zh_Hant_TW/LC_MESSAGES/messages.mo"
SOURCES = {"coop": [("**.py", "python")], "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")]}
MARKS = dict.fromkeys(("_", "gettext", "_l", "lazy_gettext", "say")) | {"pgettext": ((1, "c"), 2)}
#: A template that cannot be read is an error here, not a file without sentences.
OPTIONS = {pattern: {"silent": "false"} for pattern, _ in SOURCES["templates"]}

# OpenCC's own table of Taiwanese words (s2twp) also turns 社区 into 社群, 审核 into 稽核 and 发布 into 释出. So only the
# characters are converted (s2tw), and of the words those of the computer; what the regulations call a thing stays.
WORDS = {
    "文件夾": "資料夾", "文件": "檔案", "文檔": "文件", "數據": "資料", "軟件": "軟體", "擴展名": "副檔名",
    "服務器": "伺服器", "網絡": "網路", "鏈接": "連結", "登錄": "登入", "導入": "匯入", "搜索": "搜尋", "打印": "列印",
    "粘貼": "貼上", "刷新": "重新整理", "消息": "訊息", "發送": "傳送", "設備": "裝置", "設置": "設定", "字符": "字元",
    "用戶名": "使用者名稱", "賬號": "帳號", "賬戶": "帳戶", "口令": "密碼", "郵箱": "信箱", "二維碼": "QR 碼",
    "密鑰": "金鑰", "運行": "執行", "信息": "資訊", "支持這種": "支援這種", "“": "「", "”": "」",
}  # fmt: skip
_WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


def sentences() -> set[tuple[str, str]]:
    """Every sentence that the sources mark for translation, with the context that tells it from its like, mostly none."""
    return {sentence for folder, kinds in SOURCES.items() for sentence in _in_folder(folder, kinds)}


def _in_folder(folder: str, kinds: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    found = extract_from_dir(ROOT / folder, kinds, OPTIONS, MARKS)
    return (((context or ""), message) for _, _, message, _, context in found if isinstance(message, str) and message)


def read_english() -> Catalog:
    """The catalogue as it is kept; it has no header, whose dates and names would change with every run."""
    path = TRANSLATIONS / ENGLISH
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def gather() -> list[str]:
    """Bring the English catalogue up to the sources: new sentences wait there for their translation, lost ones go."""
    known, fresh = read_english(), Catalog(locale="en")
    for context, sentence in sorted(sentences(), key=lambda found: found[::-1]):
        kept = known.get(sentence, context or None)
        fresh.add(sentence, kept.string if kept else "", context=context or None)
    path = TRANSLATIONS / ENGLISH
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, fresh, width=0, omit_header=True)
    return [str(message.id) for message in fresh if message.id and not message.string]


def traditional(sentence: str, converter: OpenCC) -> str:
    """北方机械 becomes 北方機械 and 登录 登入; the places for values stay as they are."""
    return _WORD.sub(lambda found: WORDS[found[0]], converter.convert(sentence))


def build() -> None:
    """Write what the server reads: English from its catalogue, traditional Chinese from the sentences in it."""
    english, chinese = read_english(), Catalog(locale="zh_Hant_TW")
    converter = OpenCC("s2tw")
    for message in english:
        if message.id:
            chinese.add(message.id, traditional(str(message.id), converter), context=message.context)
    for catalog, name in ((english, ENGLISH.replace(".po", ".mo")), (chinese, TRADITIONAL)):
        _write(catalog, TRANSLATIONS / name)


def _write(catalog: Catalog, path: Path) -> None:
    """All at once: a server or a test that reads at this moment finds the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, catalog)
    draft.replace(path)


if __name__ == "__main__":
    if "gather" in sys.argv:
        for sentence in gather():
            print("no English yet:", sentence)
    build()
