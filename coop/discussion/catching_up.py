"""What a client that stood at a number has missed: the entries since, or word that it should begin anew."""

from typing import Any

from coop.discussion import queries
from coop.discussion.models import Channel
from coop.discussion.wire_form import as_entries

TOO_FAR = 1_000


def catch_up(channel: Channel, after: int) -> dict[str, Any]:
    """``more`` says that the answer was cut and is to be asked for again; ``reset`` that the last fifty are all there is."""
    if channel.last_seq - after > TOO_FAR:
        return {"head": channel.last_seq, "reset": True, "more": False, "entries": as_entries(queries.latest(channel))}
    entries = as_entries(queries.entries_after(channel, after))
    reached = entries[-1]["seq"] if entries else after
    return {"head": channel.last_seq, "reset": False, "more": reached < channel.last_seq, "entries": entries}
