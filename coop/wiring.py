"""THE list of slices in their order, and how each is tied to the application: pages, sockets, reactions, commands, policy."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from flask import Blueprint, Flask

from coop.accounts.passwords import context
from coop.core import authz, scope
from coop.core.sentences import say
from coop.core.web import navigation
from coop.core.web.navigation import Badge, Place, is_signed_in
from coop.discussion.queries import UNREAD, unread_for
from coop.notifications.queries import NEW

SLICES = (
    "accounts",
    "units",
    "partnerships",
    "activities",
    "library",
    "discussion",
    "notifications",
    "reports",
    "admin",
    "cli",
)
SCOPE_SOURCES = ("units.queries.belonging:grant_memberships", "partnerships.queries.belonging:grant_partnerships")
NAMING_SOURCES = ("units.queries.names:words_around",)
PLACES: tuple[Place, ...] = (
    Place("home", say("工作台"), "home.index", "layout-dashboard", is_signed_in, on_phone=1),
    Place("partnerships", say("共建"), "partnerships.index", "link", authz.is_in_network, also=("branches",)),
    Place("activities", say("活动"), "activities.index", "calendar-event", is_signed_in, on_phone=2),
    Place("library", say("经验库"), "library.index", "books", is_signed_in, on_phone=4),
    Place(
        "discussion",
        say("讨论"),
        "discussion.index",
        "messages",
        lambda scope: bool(scope.posts),
        on_phone=3,
    ),
    Place(
        "units",
        say("管理"),
        "units.index",
        "settings",
        lambda scope: scope.is_operator or bool(scope.unit_roles),
        also=("admin",),
    ),
)

#: What stands at the rail's entries and at the bell.
BADGES = {
    "discussion": Badge(UNREAD, unread_for),
    "notifications": Badge(NEW, lambda scope: {"user_id": scope.user_id}),
}


def mount(app: Flask) -> None:
    """Import every slice's parts that exist; a part that is there and broken stops the start."""
    for name in SLICES:
        _part(name, "models")
        if policy := _part(name, "policy"):
            authz.adopt(policy.POLICY)
        _mount_views(app, _part(name, "views"))
        for part in ("sockets", "reactions"):
            _part(name, part)
        if commands := _part(name, "commands"):
            commands.init_app(app)
    navigation.places[:] = PLACES
    navigation.badges.update(BADGES)
    scope.sources[:] = [_named(path) for path in SCOPE_SOURCES]
    context.sources[:] = [_named(path) for path in NAMING_SOURCES]


def _mount_views(app: Flask, views: ModuleType | None) -> None:
    for value in vars(views).values() if views else ():
        if isinstance(value, Blueprint):
            app.register_blueprint(value)
    if views and hasattr(views, "init_app"):
        views.init_app(app)


def _part(slice_name: str, part: str) -> ModuleType | None:
    path = f"coop.{slice_name}.{part}"
    if find_spec(f"coop.{slice_name}") is None or find_spec(path) is None:
        return None
    return import_module(path)


def _named(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    return getattr(import_module(f"coop.{module}"), name)
