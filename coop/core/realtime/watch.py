"""One thread a process that looks after its sockets: who must go, who has not come in, who does not read, what moved."""

import threading
import time

import structlog
from flask import Flask

from coop.core.realtime import presence as people
from coop.core.realtime.presence import Presence, house
from coop.core.realtime.wire import open_wires
from coop.core.scope import Scope
from coop.extensions import db, socketio

EVERY_SECONDS = 1.0
CONNECT_WITHIN = 5.0
MOST_WAITING = 1_000
log = structlog.get_logger()
wake = threading.Event()


class Watch(threading.Thread):
    """Runs every second, and at once when a deed of this process changed who belongs where."""

    running = False

    def __init__(self, app: Flask) -> None:
        super().__init__(name="watch", daemon=True)
        self.app = app
        self.stopping = threading.Event()

    def start(self) -> None:
        Watch.running = True
        super().start()

    def run(self) -> None:
        while not self.stopping.is_set():
            wake.wait(EVERY_SECONDS)
            wake.clear()
            try:
                with self.app.app_context():
                    look_round()
                    db.session.remove()
            except Exception:
                log.exception("watch stumbled")

    def stop(self) -> None:
        Watch.running = False
        self.stopping.set()
        wake.set()


def look_round() -> None:
    """Ended sessions are disconnected, lost rooms left (R-04, T-10), silent comers and deaf readers cut (R-02)."""
    close_idlers()
    evict(list(house.present.values()))
    for beat in house.heartbeats:
        beat(list(house.present.values()))


def evict(presences: list[Presence]) -> None:
    """Ask anew for every socket: whose session ended, and what its person no longer belongs to."""
    if not presences or house.doorman is None:
        return
    scopes = house.doorman.staying({live.mark for live in presences})
    for live in presences:
        scope = scopes.get(live.mark)
        if scope is None:
            people.close(live.sid)
        elif scope is not live.checked:
            live.scope = live.checked = scope
            leave_lost_rooms(live, scope)


def leave_lost_rooms(live: Presence, scope: Scope) -> None:
    """Leave every room whose subject is no longer visible, and tell the page, which then shows nothing more of it."""
    for kind, may_be_in in house.room_rules.items():
        numbers = [int(room.partition(":")[2]) for room in live.rooms if room.partition(":")[0] == kind]
        for lost in set(numbers) - may_be_in(scope, numbers) if numbers else ():
            people.part(live, f"{kind}:{lost}")
            socketio.server.emit("evicted", {kind: lost}, to=live.sid)


def close_idlers() -> None:
    """Cut wires that opened and never said who they are, and those whose reader stopped reading."""
    manager, sockets = socketio.server.manager, socketio.server.eio.sockets
    for eio_sid, wire in list(open_wires.items()):
        behind = sockets[eio_sid].queue.qsize() if eio_sid in sockets else 0
        is_in = manager.sid_from_eio_sid(eio_sid, "/") in house.present
        if behind > MOST_WAITING or (not is_in and time.monotonic() - wire.since > CONNECT_WITHIN):
            wire.cut()
