"""What stands around the application and hears of a request before Flask does."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

Answer = Callable[[dict[str, Any], Any], Iterable[bytes]]


def surround(app: Flask, layer: Callable[[Answer], Answer]) -> None:
    """Put one more layer around whatever stands there; the last one put is the first to hear."""
    app.wsgi_app = layer(app.wsgi_app)  # type: ignore[assignment, method-assign]  # Flask's own way
