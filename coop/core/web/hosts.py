"""Under which names the house answers, and whose word about the visitor it takes (W-05)."""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from coop.core.web.layers import surround
from coop.settings import Settings

HERE = ("localhost", "127.0.0.1", "[::1]")


def init_app(app: Flask) -> None:
    app.before_request(refuse_other_names)


def believe_proxies(app: Flask, settings: Settings) -> None:
    """Forwarded headers count only as many steps back as the operator has proxies; without any they are not read.

    Put around the application last, so that sockets too learn the visitor's own address.
    """
    if settings.trusted_proxies:
        steps = settings.trusted_proxies
        surround(app, lambda answer: ProxyFix(answer, x_for=steps, x_proto=steps, x_host=steps))


def refuse_other_names() -> None:
    """Reading the host answers 400 for a name that is not ours, before any page can put it into a link."""
    _ = request.host


def answered_names(settings: Settings) -> list[str]:
    """The names that were given; beside them, or instead, those of this machine while it listens to nobody else."""
    given = [*settings.trusted_hosts, urlsplit(settings.base_url or "").hostname or ""]
    named = [name for name in given if name]
    is_local = settings.host in HERE or f"[{settings.host}]" in HERE
    return list(dict.fromkeys([*named, *(HERE if is_local and not settings.production else ())]))
