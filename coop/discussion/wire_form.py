"""A message as clients get it: over the socket, from the entries address and in the page, always these fields."""

from typing import Any

Entry = dict[str, Any]


def as_entry(row: Any, *, target: Any = None) -> Entry:
    """One entry of the sequence. A change carries the whole message as it is now, so that applying it twice is harmless.

    What was recalled or removed has no text any more, on no way.
    """
    entry = {"channel": row.channel_id, "seq": row.seq, "kind": row.kind}
    if target is not None:
        return entry | {"target": as_entry(target)}
    return entry | {
        "id": row.id,
        "client_id": row.client_id,
        "sender": row.sender_id,
        "name": row.sender_name,
        "line": row.sender_line,
        "branch": row.branch_id,
        "at": row.at.isoformat(),
        "state": row.state,
        "text": row.text if row.is_shown else "",
        "reason": row.reason,
        "mentions": row.mentions,
    }


def as_entries(rows: Any) -> list[Entry]:
    """A stretch of the sequence; the rows' targets are loaded."""
    return [as_entry(row, target=row.target if row.target_id else None) for row in rows]
