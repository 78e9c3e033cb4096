"""Telling open pages at once what happened. A push is a hint and may be lost: clients heal by their cursor."""

from coop.core.realtime.pushing import Push, publish, push
from coop.core.realtime.server import init_app
from coop.core.realtime.watch import wake

__all__ = ["Push", "init_app", "publish", "push", "wake"]
