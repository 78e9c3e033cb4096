"""A deed is taken from our own pages only: beside the token, the browser itself says where a form comes from (W-01)."""

from urllib.parse import urlsplit

from flask import Flask, current_app, request

from coop.core.errors import Forbidden
from coop.core.sentences import say

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OURS = frozenset({"same-origin", "none"})
FOREIGN = say("这个请求来自别的网站，没有办理。请在本系统的页面里操作。")


def init_app(app: Flask) -> None:
    app.before_request(refuse_foreign)


def refuse_foreign() -> None:
    """Browsers send ``Sec-Fetch-Site`` and ``Origin`` with every form and no page can forge them (ASVS 3.5.1-3.5.3).

    Where both are missing no browser is asking, and the token alone decides.
    """
    if request.method not in UNSAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if (site and site not in OURS) or (origin and origin not in own_origins()):
        raise Forbidden(FOREIGN)


def own_origins() -> set[str]:
    """This very host as it was asked for, and the address that the operator gave."""
    given = urlsplit(current_app.extensions["coop.settings"].base_url or "")
    return {request.host_url.rstrip("/")} | ({f"{given.scheme}://{given.netloc}"} if given.netloc else set())
