"""What the sources say can be said in English and in traditional Chinese, and the catalogue changes only with the sources."""

import re

import pytest
from opencc import OpenCC

from tools import catalogues

PLACES = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
HAN = re.compile("[㐀-鿿]")


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogues.read_english() if message.id}


def test_every_sentence_of_the_sources_has_its_english():
    """Whoever adds a sentence runs ``make messages``, which names what is missing, and writes it there."""
    known = catalogues.read_english()
    found = catalogues.sentences()
    missing = [said for context, said in found if (kept := known.get(said, context or None)) is None or not kept.string]
    gone = {message.id for message in known if message.id} - {said for _, said in found}
    assert (sorted(missing), gone) == ([], set())


def test_no_translation_is_a_guess():
    assert not [message.id for message in catalogues.read_english() if message.id and message.fuzzy]


def test_a_translation_has_the_places_of_its_sentence_and_no_others(english):
    wrong = [said for said, meant in english.items() if meant and set(PLACES.findall(said)) != set(PLACES.findall(meant))]
    assert not wrong


def test_no_translation_bends_the_page_it_stands_on(english):
    """Templates print translations as they are, in attributes too: what would end one or open a tag has no place there."""
    assert not {said: meant for said, meant in english.items() if re.search(r'["<>]', meant)}


def test_english_is_english(english):
    assert not {said: meant for said, meant in english.items() if HAN.search(meant)}


@pytest.mark.parametrize(("said", "meant"), [
    ("请先登录。", "請先登入。"), ("等我审核", "等我審核"), ("社区", "社區"), ("发布", "發佈"),
    ("党支部", "黨支部"), ("内勤", "內勤"),
    ("这个 Word 文档读不出来，请另存文件。", "這個 Word 文件讀不出來，請另存檔案。"), ("%(n)s 条消息", "%(n)s 條訊息"),
    ("里程里面", "里程裡面"), ("“%(name)s”已建立。", "「%(name)s」已建立。"), ("周一 周二", "週一 週二"),
])  # fmt: skip
def test_traditional_chinese_has_the_words_of_its_readers_and_keeps_the_official_ones(said, meant):
    assert catalogues.traditional(said, OpenCC("s2tw")) == meant


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A little house of one module and one template."""
    (tmp_path / "coop").mkdir()
    (tmp_path / "coop" / "views.py").write_text('def f():\n    return _("一"), say("%(n)s 个", n=1)\n', encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{{ _('二') }} 没有标记", encoding="utf-8")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path / "translations")
    return tmp_path


def test_gathering_keeps_what_is_translated_drops_what_is_gone_and_names_what_is_missing(house):
    po = house / "translations" / catalogues.ENGLISH
    po.parent.mkdir(parents=True)
    po.write_text('msgid "一"\nmsgstr "one"\n\nmsgid "旧"\nmsgstr "old"\n', encoding="utf-8")
    assert catalogues.gather() == ["%(n)s 个", "二"]
    kept = po.read_text(encoding="utf-8")
    assert 'msgid "一"\nmsgstr "one"' in kept
    assert "旧" not in kept
    assert "没有标记" not in kept
    catalogues.gather()
    assert po.read_text(encoding="utf-8") == kept, "without a change in the sources nothing changes"


def test_a_template_that_cannot_be_read_is_not_passed_over(house):
    (house / "templates" / "broken.html").write_text("{% if %}{{ _('三') }}", encoding="utf-8")
    with pytest.raises(Exception, match="Expected"):
        catalogues.gather()


def test_what_is_built_has_both_languages(house):
    catalogues.gather()
    catalogues.build()
    assert sorted(path.parent.parent.name for path in (house / "translations").rglob("*.mo")) == ["en", "zh_Hant_TW"]
