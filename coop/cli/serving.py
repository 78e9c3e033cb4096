"""The server: one process of threads, with the relay, the publisher and the watch beside them."""

import gc
import signal
from typing import Any

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication

from coop import create_app
from coop.core.outbox import Relay
from coop.core.realtime.pushing import Publisher
from coop.core.realtime.scribe import Scribe
from coop.core.realtime.watch import Watch
from coop.settings import Settings, load

GRACE_SECONDS = 3
SPARE_CONNECTIONS = 512
log = structlog.get_logger()


def serve(settings: Settings | None = None) -> None:
    """Serve until told to stop. The application is made in the worker, so that no connection is shared across the fork."""
    Server(settings or load()).run()


class Server(BaseApplication):
    """gunicorn with one worker of threads: an open socket holds one of them, the rest answer pages."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.beside: list[Any] = []
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": self.settings.threads,
            "worker_connections": self.settings.threads + SPARE_CONNECTIONS,
            "backlog": 2048,
            "keepalive": 15,
            "timeout": 60,
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "proc_name": "coop",
            "worker_exit": lambda _, __: self.stop_beside(),
            # Proxies are counted by the application's own setting, not believed by address.
            "forwarded_allow_ips": "",
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        app = create_app(self.settings)
        keep_the_house_out_of_collections()
        self.start_beside(app)
        return app

    def start_beside(self, app: Flask) -> None:
        """What runs beside the requests; a process that only serves pages may do without the relay."""
        self.beside = [Publisher(), Scribe(app), Watch(app), *([Relay(app)] if self.settings.relay else [])]
        for thread in self.beside:
            thread.start()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        log.info("serving", at=f"http://{self.settings.host}:{self.settings.port}", threads=self.settings.threads)

    def stop_beside(self) -> None:
        for thread in self.beside:
            thread.stop()


def keep_the_house_out_of_collections() -> None:
    """What is there before the first request stays: the collector need not walk a hundred thousand objects for each page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
