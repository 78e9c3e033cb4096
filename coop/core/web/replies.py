"""Answers that are the same for a person and for htmx."""

from flask import request
from werkzeug.wrappers import Response


def is_htmx() -> bool:
    """Whether htmx asks for a part of a page rather than a person for the whole."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def redirect_to(location: str) -> Response:
    """Send the browser on after a deed: 303 for a person, ``HX-Redirect`` for htmx."""
    if is_htmx():
        return Response(status=204, headers={"HX-Redirect": location})
    return Response(status=303, headers={"Location": location})

