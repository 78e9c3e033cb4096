"""What every answer says to the browser: no foreign origin, no inline code, no guessing, nothing kept on a shared machine."""

from flask import Flask, Response, request
from werkzeug.exceptions import SecurityError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'{sockets}; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEAR = 31_536_000


def init_app(app: Flask) -> None:
    app.after_request(harden)


def harden(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", POLICY.format(sockets=_sockets()))
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
    if request.endpoint == "static" and response.status_code < 400:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _sockets() -> str:
    """Older browsers do not count ws: as 'self'; name this very host, unless the request gave us a false one."""
    try:
        return f" {'wss' if request.is_secure else 'ws'}://{request.host}"
    except SecurityError:
        return ""
