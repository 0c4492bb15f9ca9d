"""Through which door do live streams come? Beside Django, so that a stream holds no thread.

In `project/asgi.py`:

    async def application(scope, receive, send):
        if live_door(scope):
            return await stream(scope, receive, send)
        if scope["type"] == "lifespan":
            return await lifespan(receive, send)
        return await django(scope, receive, send)
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from trellis.conversation.live.asking import (
    comes,
    goes,
    is_ours,
    key_of,
    look_round,
    may_listen,
    still_may,
)
from trellis.conversation.live.frames import beat, first_frame
from trellis.conversation.live.hub import HUB
from trellis.lib.api import whole

BEAT_EVERY = 15.0
"""Seconds; what is known of a room is a third of that old at most when somebody is asked again."""
_PATH = re.compile(r"/live/([0-9]{1,9})/events")
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def live_door(scope: Scope) -> bool:
    """Whether a request is for a live stream."""
    return scope["type"] == "http" and _PATH.fullmatch(scope["path"]) is not None


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request for a live stream with Server-Sent Events until the browser leaves."""
    match = _PATH.fullmatch(scope["path"])
    assert match is not None  # noqa: S101 - `live_door` has looked
    pk = int(match[1])
    headers = {key.decode().lower(): value.decode("latin-1") for key, value in scope["headers"]}
    if scope["method"] != "GET" or not is_ours(headers):
        return await _refuse(send, 404)
    key, came_at = key_of(headers), time.monotonic()
    if not await HUB.run(lambda: may_listen(key, pk, since=came_at)):
        return await _refuse(send, 404)
    if HUB.stopped:
        return await _refuse(send, 503)
    room = await HUB.enter(pk)
    comes(key, pk)
    leaving = asyncio.create_task(_left(receive))
    try:
        seen = _after(scope, headers)
        seen = room.last if seen is None else seen
        await _begin(send, first_frame(seen))
        # What was missed is read from the table: the buffer may hold words that were taken back.
        frames = await HUB.read(pk, seen) if seen < room.last else []
        # Listeners who came together do not all ask together.
        asked_at = time.monotonic() - BEAT_EVERY * random.random() / 2  # noqa: S311
        while not (leaving.done() or HUB.stopped):
            # Also a stream that never falls silent asks at each beat whether she still may.
            if (left := asked_at + BEAT_EVERY - time.monotonic()) <= 0:
                asked_at, left = time.monotonic(), BEAT_EVERY
                if not await _still_may(key, pk, since=asked_at - BEAT_EVERY / 3):
                    break
                await _more(send, beat())
            if frames:
                seen = frames[-1][0]
                await _more(send, b"".join(frame for _, frame in frames))
            elif room.last <= seen:
                await asyncio.wait(
                    {room.next_move(), leaving}, timeout=left, return_when=asyncio.FIRST_COMPLETED
                )
            kept = room.since(seen)
            frames = await HUB.read(pk, seen) if kept is None else kept
        if not leaving.done():
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        leaving.cancel()
        goes(key, pk)
        HUB.leave(room)


async def _still_may(key: str, pk: int, *, since: float) -> bool:
    """One of a room looks round for all; the others ask no thread and no database."""
    if still_may(key, pk, since=since) is None:
        await HUB.run(partial(look_round, pk))
    return bool(still_may(key, pk, since=since))


async def lifespan(receive: Receive, send: Send) -> None:
    """Answer the server's start and stop; at the stop every stream is ended."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            HUB.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


def _after(scope: Scope, headers: dict[str, str]) -> int | None:
    """Where the browser left off: the larger of what the header and the address say."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    said = [headers.get("last-event-id", ""), *query.get("after", [])]
    numbers = [number for one in said if (number := whole(one)) is not None]
    return max(numbers, default=None)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _begin(send: Send, body: bytes) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-cache, no-transform, no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _more(send, body)


async def _more(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
