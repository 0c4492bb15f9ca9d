"""How is an event written for a stream?"""

from __future__ import annotations

import json

from trellis.conversation.models import Event


def first_frame(seq: int) -> bytes:
    """Say where the stream begins; without this id a stream cut early would come back at "now"."""
    return f"retry: 1000\nid: {seq}\nevent: here\ndata: {{}}\n\n".encode()


def beat() -> bytes:
    """Say that the stream lives, in a way that the page can hear."""
    return b"event: beat\ndata: {}\n\n"


def told(event: Event) -> dict[str, object]:
    """Return an event as plain data: for a stream and for the answer to a poll alike."""
    return {"seq": event.seq, "kind": event.kind, **event.payload}


def frame_of(event: Event) -> bytes:
    """Write one event."""
    return f"id: {event.seq}\ndata: {json.dumps(told(event))}\n\n".encode()
