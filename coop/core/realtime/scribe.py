"""Deeds that come at once share one commit: what costs a message most is waiting for the disk, and they wait together."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

import structlog
from flask import Flask

from coop.core.actions import transaction
from coop.core.errors import Busy, Refused
from coop.core.events import Origin, origins

MOST_TOGETHER = 64
LONGEST_WAIT = 30
T = TypeVar("T")
log = structlog.get_logger()


@dataclass(slots=True)
class Job:
    """One deed that somebody's thread waits for, with the origin that its trail names."""

    run: Callable[[], Any]
    origin: Origin | None
    done: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: Exception | None = None


class Scribe(threading.Thread):
    """Carries out what is waiting in one transaction, again and again. Where none runs, everybody writes alone."""

    waiting: SimpleQueue[Job | None] = SimpleQueue()
    running = False

    def __init__(self, app: Flask) -> None:
        super().__init__(name="scribe", daemon=True)
        self.app = app

    def start(self) -> None:
        Scribe.running = True
        super().start()

    def run(self) -> None:
        while job := Scribe.waiting.get():
            jobs = [job, *_more()]
            with self.app.app_context():
                write([job for job in jobs if job])
            if None in jobs:
                return

    def stop(self) -> None:
        Scribe.running = False
        Scribe.waiting.put(None)


def together(run: Callable[[], T]) -> T:
    """Carry out a deed that refuses, if it does, before it has written; returns after the commit, as always."""
    if not Scribe.running:
        return run()
    job = Job(run, origins.get())
    Scribe.waiting.put(job)
    if not job.done.wait(LONGEST_WAIT):
        raise Busy
    if job.error:
        raise job.error
    return job.result


def write(jobs: list[Job]) -> None:
    """A refusal is its own deed's; whatever else goes wrong undoes all, and then each is tried alone."""
    try:
        with transaction():
            for job in jobs:
                _carry_out(job)
    except Exception as error:
        log.exception("a commit failed", jobs=len(jobs))
        if len(jobs) > 1:
            for job in jobs:
                job.error = None
                write([job])
            return
        jobs[0].error = error
    for job in jobs:
        job.done.set()


def _carry_out(job: Job) -> None:
    origins.set(job.origin)
    try:
        job.result = job.run()
    except Refused as refusal:
        job.error = refusal


def _more() -> list[Job | None]:
    """What has come meanwhile."""
    jobs: list[Job | None] = []
    while len(jobs) < MOST_TOGETHER - 1:
        try:
            jobs.append(Scribe.waiting.get_nowait())
        except Empty:
            break
    return jobs
