"""The server: one process of threads, with the relay, the publisher and the watch beside them."""

import gc
import os
import signal
from typing import Any

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.sock import create_sockets
from gunicorn.workers.gthread import ThreadWorker

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
    """Serve until told to stop."""
    Server(settings or load()).run()


class LoneWorker(ThreadWorker):
    """gunicorn's worker of threads without the process above it, whose end would otherwise be its own."""

    def is_parent_alive(self) -> bool:
        return True


class Server(BaseApplication):
    """gunicorn's worker of threads in this very process: an open socket holds one thread, the rest answer pages.

    A supervising process would have to load the house as well and so take half as much memory again; restarting what
    fell is the business of whatever started this program (docs/operating.md).
    """

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
            # Proxies are counted by the application's own setting, not believed by address.
            "forwarded_allow_ips": "",
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Listen and answer until a signal says stop."""
        logger = self.cfg.logger_class(self.cfg)
        worker = LoneWorker(1, os.getppid(), create_sockets(self.cfg, logger), self, self.cfg.timeout, self.cfg, logger)
        worker.pid = os.getpid()
        try:
            worker.init_process()
        finally:
            self.stop_beside()

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
