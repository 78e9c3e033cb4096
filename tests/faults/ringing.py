"""``coop worker`` with one more reaction, slow enough to be killed in the midst of it, and a lease of a few seconds."""

import os
import sys
import time
from dataclasses import dataclass

from coop.cli.program import main
from coop.core import events, outbox
from coop.core.events import Consumer, Deed
from coop.extensions import db


@dataclass(frozen=True, slots=True)
class Rung:
    number: int


def ring(_: Rung, deed: Deed) -> None:
    db.session().add(Deed(name="test.Answered", facts={}, audience="public", subject_id=deed.id))
    db.session().flush()
    time.sleep(0.05)


if __name__ == "__main__":
    events.consumers["tests.faults.ringing.ring/Rung"] = Consumer("tests.faults.ringing.ring/Rung", Rung, ring)
    outbox.LEASE_SECONDS = int(os.environ["COOP_TEST_LEASE"])
    sys.argv = ["coop", "worker"]
    main()
