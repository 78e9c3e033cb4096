"""Every cookie but the session's is set here: for this host alone, out of reach of scripts, over https (S-05)."""

from datetime import timedelta

from flask import current_app, request
from werkzeug.wrappers import Response


def name_of(cookie: str) -> str:
    """``__Host-`` in front makes browsers refuse it from a subdomain, without Secure, or with another path."""
    return f"__Host-{cookie}" if current_app.config["SESSION_COOKIE_SECURE"] else cookie


def get(cookie: str) -> str | None:
    return request.cookies.get(name_of(cookie))


def put(response: Response, cookie: str, value: str, *, max_age: timedelta) -> None:
    response.set_cookie(
        name_of(cookie), value, max_age=max_age, secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True, samesite="Lax", path="/",
    )  # fmt: skip


def drop(response: Response, cookie: str) -> None:
    """The browser forgets it with this answer."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.delete_cookie(name_of(cookie), path="/", secure=secure, httponly=True, samesite="Lax")


def wants_large_type() -> bool:
    """大字 as chosen in this browser; whoever is signed in has it with the account."""
    return get("large") == "1"
