"""The search: results as one types, suggestions under the box, everything empty or odd explained kindly."""

from typing import Any
from urllib.parse import urlencode

from flask import render_template, request
from flask_babel import gettext as _

from coop.core.errors import TooMany
from coop.core.sentences import say
from coop.core.web.access import current_scope, signed_in
from coop.core.web.replies import is_htmx
from coop.library.highlight import highlight, snippet
from coop.library.pace import Pace
from coop.library.queries.entries import readers_of_many
from coop.library.queries.finding import CHIPS, PAGE, REACH, Result, Results, Wish, search, suggestions
from coop.library.queries.standing import visible
from coop.library.search.asking import LONGEST
from coop.library.sounding import as_meant
from coop.library.views.blueprint import library
from coop.library.words import CHIPS as CHIP_WORDS
from coop.library.words import KINDS

pace = Pace()


@library.get("/search")
@signed_in
def find() -> str:
    """A page for a person, its middle for htmx while they type."""
    wish = _wish()
    found = Results(is_empty_query=True)
    if wish.text.strip():
        _demand_pace()
        found = search(wish, current_scope())
    entries = [result.row for result in found.items if result.kind in KINDS]
    return render_template(
        "library/_found.html" if is_htmx() else "library/search.html", wish=wish, found=found,
        readers=readers_of_many(entries) if entries else {}, chips=_chips(wish, found), facets=_facets(wish, found),
        typed=request.args.get("q", ""), is_cut=len(request.args.get("q", "")) > LONGEST, search_text=wish.text,
        shown=[(result, *_passage(result, wish.text)) for result in found.items], pages=_pages(wish, found),
    )  # fmt: skip


@library.get("/search/suggestions")
@signed_in
def suggest() -> str:
    """Lines for the box in the frame; the kind of the thing stands beside its title."""
    typed = request.args.get("q", "")[:LONGEST]
    _demand_pace()
    hints = suggestions(typed, current_scope())
    lines = [(hint, highlight(hint, as_meant([hint], typed)), _kind_word(min(visible(hint.keys)))) for hint in hints]
    return render_template("library/_suggestions.html", lines=lines)


def _demand_pace() -> None:
    if not pace.take(current_scope().user_id or 0):
        raise TooMany(say("搜得太快了，请歇几秒再试。"), retry_after=5)


def _wish() -> Wish:
    """The question as the address has it; what does not fit is as if it were not there."""
    chip = request.args.get("kind", "")
    page = request.args.get("page", 1, type=int)
    return Wish(
        text=request.args.get("q", "")[:LONGEST],
        chip=chip if chip in CHIPS else "",
        unit_id=request.args.get("unit", type=int),
        year=request.args.get("year", type=int),
        page=min(max(page, 1), REACH // PAGE),
    )


def _kind_word(key: tuple[str, int]) -> Any:
    return next((CHIP_WORDS[name] for name, kinds in CHIPS.items() if key[0] in kinds), "")


def _passage(result: Result, typed: str) -> tuple[Any, Any, list[Any]]:
    """Title, passage and tags, marked where they answered, by sound too; the title of a person is their name."""
    row = result.row
    title = {"branch": "label", "person": "name"}.get(result.kind, "title")
    tags = list(getattr(row, "tags", []))[:4]
    asked = as_meant([getattr(row, title), *tags], typed)
    text = getattr(row, "about", "") or getattr(row, "strengths", "")
    passage = result.passage or (snippet(text, asked) if text else "")
    return highlight(getattr(row, title), asked), passage, [highlight(tag, asked) for tag in tags]


def _url(wish: Wish, **changes: Any) -> str:
    """This page with another choice. Built here, as a page has some twenty of them and the router takes long over each."""
    given = {"q": wish.text, "kind": wish.chip or None, "unit": wish.unit_id, "year": wish.year} | changes
    asked = urlencode({name: value for name, value in given.items() if value is not None})
    return f"{request.script_root}{request.path}?{asked}"


def _chips(wish: Wish, found: Results) -> list[dict[str, Any]]:
    """全部 and each kind of which there is something; the counts regard every kind."""
    if not found.chips:
        return []
    every = {
        "label": _("全部"),
        "url": _url(wish, kind=None),
        "active": not wish.chip,
        "count": sum(found.chips.values()),
    }
    return [every] + [
        {"label": CHIP_WORDS[name], "url": _url(wish, kind=name), "active": name == wish.chip, "count": count}
        for name, count in found.chips.items()
    ]


def _facets(wish: Wish, found: Results) -> list[dict[str, Any]]:
    """Units first, then years; one that is chosen leads back out of it."""
    units = [
        {"label": label, "count": count, "active": number == wish.unit_id,
         "url": _url(wish, unit=None if number == wish.unit_id else number)}
        for number, label, count in found.units
    ]  # fmt: skip
    years = [
        {"label": _("%(year)s 年", year=year), "count": count, "active": year == wish.year,
         "url": _url(wish, year=None if year == wish.year else year)}
        for year, count in found.years
    ]  # fmt: skip
    return units + years


def _pages(wish: Wish, found: Results) -> dict[str, str | None]:
    is_last = not found.has_more or wish.page >= REACH // PAGE
    return {
        "next_url": None if is_last else _url(wish, page=wish.page + 1),
        "previous_url": _url(wish, page=wish.page - 1) if wish.page > 1 else None,
    }
