"""What a page may hold, so that the strict content policy never has to bend: W-01 to W-03."""

import re
from pathlib import Path

from tests.law.house import PACKAGE, ROOT, TEMPLATES, report

SOURCES = ROOT / "static" / "src"

RULES = {
    "|safe": (r"\|\s*safe\b", "every text is escaped; rich text comes sanitised from core"),
    "autoescape off": (r"autoescape\s+false", "every text is escaped"),
    "inline script": (r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", "scripts come as files"),
    "inline style": (r"<style\b|(?<![-\w])style\s*=\s*[\"']", "styles come as files"),
    "event attribute": (r"\son[a-z]+\s*=\s*[\"']|\bhx-on\b|javascript:", "listeners are added by scripts"),
    "foreign origin": (
        r"(?<![-:\w])(?:src|href|action|srcset|poster)\s*=\s*[\"'](?:https?:)?//", "an intranet has no other origin"
    ),
    "frame": (r"<(?:iframe|object|embed)\b", "no page holds a foreign one"),
}  # fmt: skip


def pages() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html")) if TEMPLATES.is_dir() else []


def faults_in(text: str) -> list[tuple[int, str]]:
    """Line and reason of whatever a template must not hold; a Jinja comment may speak of it."""
    bare = re.sub(r"\{#.*?#\}", lambda found: "\n" * found.group().count("\n"), text, flags=re.DOTALL)
    return [
        (bare.count("\n", 0, found.start()) + 1, f"{name}: {why}")
        for name, (pattern, why) in RULES.items()
        for found in re.finditer(pattern, bare, re.IGNORECASE)
    ]


def test_templates_hold_nothing_that_bends_the_content_policy():
    report("A template holds what the content policy refuses.", [
        f"{path.relative_to(ROOT)}:{line} {why}"
        for path in pages()
        for line, why in faults_in(path.read_text(encoding="utf-8"))
    ])  # fmt: skip


def test_styles_and_scripts_call_no_foreign_origin():
    foreign = re.compile(r"""(?:url\(|@import\s|from\s|import\(|fetch\()\s*["']?(?:https?:)?//""")
    report("A style or script fetches from another origin.", [
        f"{path.relative_to(ROOT)}: {foreign.search(path.read_text(encoding='utf-8')).group()}"
        for path in sorted(SOURCES.rglob("*"))
        if path.suffix in (".css", ".js", ".mjs") and foreign.search(path.read_text(encoding="utf-8"))
    ])  # fmt: skip


FORM = re.compile(r"<form\b((?:\{\{.*?\}\}|\{%.*?%\}|[^>])*)>(.*?)</form>", re.DOTALL)
LONG = re.compile(r"(\w+) = (?:TextAreaField|text_field)\(")


def test_no_long_text_is_lost_by_a_stray_tap():
    """It is kept as a draft, or leaving asks first; a script of the page's own keeps what it sends."""
    forms = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if "forms" in str(path))
    drawn = re.compile(rf"<textarea|\bf\.(?:field|text)\(\w+\.(?:{'|'.join(sorted(set(LONG.findall(forms))))})\b")
    report("A form with a long text says neither data-draft nor data-unsaved.", [
        f"{path.relative_to(ROOT)}: {head.strip()}"
        for path in pages()
        for head, inside in FORM.findall(path.read_text(encoding="utf-8"))
        if drawn.search(inside) and not re.search(r"\bdata-(?:draft|unsaved|own-submit)\b", head)
    ])  # fmt: skip


def test_a_draft_belongs_to_the_thing_it_was_written_about():
    """What was typed about one person is not laid before whoever opens the same form about another."""
    keys = re.compile(r'data-draft="([^"]+)"')
    report("A draft's key names no thing, and the form makes nothing new.", [
        f"{path.relative_to(ROOT)}: {key}"
        for path in pages()
        for key in keys.findall(path.read_text(encoding="utf-8"))
        if "{{" not in key and not key.endswith(("-new", "-application"))
    ])  # fmt: skip


def test_macros_know_nothing_but_their_arguments():
    """Imported with the page's context, the whole file of macros would be run anew for every page: 0.3 ms a file."""
    with_context = re.compile(r"macros/\w+\.html[\"'][^%]*\bwith context")
    report("A page lends its names to macros.", [
        str(path.relative_to(ROOT)) for path in pages() if with_context.search(path.read_text(encoding="utf-8"))
    ])  # fmt: skip


def unused(styles: str, texts: str) -> list[str]:
    """Classes and tokens of the styles that nothing names, neither whole nor put together from a stem (``btn-{{ kind }}``)."""
    bare = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][a-z0-9-]*)", re.sub(r"\{[^{}]*\}", "{}", bare)))
    words = set(re.findall(r"[A-Za-z][\w-]*", texts))
    stems = set(re.findall(r"([a-z]+)-(?:\{\{|\$\{|[\"']\s*~)", texts))
    tokens = set(re.findall(r"(--[a-z0-9-]+)\s*:", bare)) - set(re.findall(r"var\((--[a-z0-9-]+)", bare))
    return sorted(tokens | {name for name in classes - words if name.rpartition("-")[0] not in stems})


def test_every_style_is_worn_by_something():
    texts = [*pages(), *(SOURCES / "js").rglob("*.js"), *PACKAGE.rglob("*.py")]
    styles = "".join(path.read_text(encoding="utf-8") for path in sorted((SOURCES / "css").glob("*.css")))
    report("A style that no template and no script names travels to every reader for nothing.",
           unused(styles, "".join(path.read_text(encoding="utf-8") for path in texts)))  # fmt: skip
    assert unused(".a-b { --c: 1; } .d-e, .f > .g:hover {} /* .h */", "a-{{ x }} 'f'") == ["--c", "d-e", "g"]


def test_the_rules_catch_what_they_name():
    bad = ("{{ x|safe }}", "<script>", "<p style='a'>", "<a onclick=\"x\">", '<img src="//cdn.example/x.png">',
           '<a href="https://example.org">', "<iframe>", '<b hx-on:click="x">')  # fmt: skip
    good = ('<script src="/a.js" type="module"></script>', '<script type="application/json" id="x">',
            '<svg xmlns="http://www.w3.org/2000/svg">', "{# <style> #}", '<a href="/x" class="style">',
            '<input data-style="x">')  # fmt: skip
    assert [text for text in bad if not faults_in(text)] == []
    assert [text for text in good if faults_in(text)] == []
