"""The blueprint that all pages of partnerships hang on, and the addresses that they share."""

from typing import Any

from flask import Blueprint, flash, g, url_for

from coop.partnerships.models import Partnership

partnerships = Blueprint("partnerships", __name__)


def space_url(partnership_id: int) -> str:
    return url_for("partnerships.show", id=partnership_id)


def say_done(sentence: str) -> None:
    """What the next page tells: the deed is done."""
    flash(sentence, "good")


def seen_as() -> dict[str, Any]:
    """What an address must carry so that a preview stays one on the next tab."""
    found = g.get("preview")
    return {"as": found.word} if found else {}


def page_url(endpoint: str, partnership: Partnership, **values: Any) -> str:
    return url_for(f"partnerships.{endpoint}", id=partnership.id, **values, **seen_as())
