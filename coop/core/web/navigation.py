"""The rail and the phone's bar: the places of the house, and of them only those that the reader may open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from flask import request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from coop.core.scope import Scope
from coop.core.web.access import current_scope


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail. ``badge`` counts what is new there; ``is_open_to`` says who sees the entry at all,
    ``also`` which other blueprints stand under it."""

    key: str
    label: str
    endpoint: str
    icon: str
    is_open_to: Callable[[Scope], bool]
    badge: Callable[[Scope], int] | None = None
    on_phone: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    label: str
    url: str
    icon: str
    badge: int
    active: bool
    on_phone: bool


places: list[Place] = []


def items() -> list[Item]:
    scope = current_scope()
    here = (request.blueprint or "").partition(".")[0]
    return [_item(place, scope, here) for place in places if place.is_open_to(scope)]


def _item(place: Place, scope: Scope, here: str) -> Item:
    badge = place.badge(scope) if place.badge else 0
    url, label = _face(place.endpoint, place.label, request.script_root, str(get_locale()))
    return Item(place.key, label, url, place.icon, badge, here in (place.key, *place.also), place.on_phone)


@lru_cache(maxsize=256)
def _face(endpoint: str, label: str, root: str, language: str) -> tuple[str, str]:
    """Where an entry leads and what it is called: the same for everybody who reads that language under that address."""
    return url_for(endpoint), _(label)


def is_in_network(scope: Scope) -> bool:
    """Signed in and more than a guest."""
    return "network" in scope.audiences




def is_signed_in(scope: Scope) -> bool:
    return scope.user_id is not None
