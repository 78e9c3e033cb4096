"""The rail and the phone's bar: the places of the house, only those that the reader may open, and what is new in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from coop.core.scope import Scope
from coop.core.web.access import current_scope
from coop.core.web.language import spoken
from coop.extensions import db


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail. ``is_open_to`` says who sees it at all, ``also`` which other blueprints stand under it.

    ``on_phone`` is its place in the phone's bar, from 1 on; what has none stands in the sheet behind 我的.
    """

    key: str
    label: str
    endpoint: str
    icon: str
    is_open_to: Callable[[Scope], bool]
    on_phone: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    label: str
    url: str
    icon: str
    badge: int
    active: bool
    on_phone: int = 0


@dataclass(frozen=True, slots=True)
class Badge:
    """A number of the frame: a statement of one value, and what it has to be told about the reader."""

    number: Select[Any]
    told: Callable[[Scope], dict[str, Any]]


places: list[Place] = []
badges: dict[str, Badge] = {}


def items() -> tuple[Item, ...]:
    scope = current_scope()
    here = (request.blueprint or "").partition(".")[0]
    return tuple(_item(place, here) for place in places if place.is_open_to(scope))


def _item(place: Place, here: str) -> Item:
    url, label = _face(place.endpoint, place.label, request.script_root, spoken())
    return Item(place.key, label, url, place.icon, count(place.key), here in (place.key, *place.also), place.on_phone)


def count(key: str) -> int:
    """What the badge of that name says; all badges of a page are asked in one statement, before the first is drawn."""
    if "badges" not in g:
        g.badges = _asked(current_scope())
    return g.badges.get(key) or 0


def _asked(scope: Scope) -> dict[str, int]:
    if scope.user_id is None:
        return {}
    told = {key: value for badge in badges.values() for key, value in badge.told(scope).items()}
    return dict(zip(badges, db.session().execute(_all(tuple(badges.values())), told).one(), strict=True))


@lru_cache(maxsize=4)
def _all(shown: tuple[Badge, ...]) -> Select[Any]:
    return select(*(badge.number.scalar_subquery() for badge in shown))


@lru_cache(maxsize=256)
def _face(endpoint: str, label: str, root: str, language: str) -> tuple[str, str]:
    """Where an entry leads and what it is called: the same for everybody who reads that language under that address."""
    return url_for(endpoint), _(label)


def is_signed_in(scope: Scope) -> bool:
    return scope.user_id is not None
