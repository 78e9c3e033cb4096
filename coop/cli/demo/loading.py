"""Brings the demonstration into an empty house."""

from coop.settings import Settings


def load_demo(settings: Settings) -> None:
    pass
