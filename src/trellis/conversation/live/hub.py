"""How does one process know that a conversation moved on, and tell its streams?

Wake-up is only a hint; events are always read from the table by their number. On SQLite the hint
is PRAGMA data_version on a connection of its own, on PostgreSQL LISTEN; either way the table is
looked at every few seconds.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import psycopg
from django.db import close_old_connections, connection

from trellis.conversation.events import CHANNEL
from trellis.conversation.live.frames import frame_of
from trellis.conversation.models import Conversation, Event

KEPT = 300
LOOK_EVERY = 0.05
LOOK_ANYWAY = 5.0
T = TypeVar("T")
log = logging.getLogger("trellis.live")


@dataclass
class Room:
    """One conversation with its streams: the newest frames, and what all of them wait for."""

    pk: int
    last: int
    frames: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=KEPT))
    moved: asyncio.Future[None] | None = None
    streams: int = 0

    def next_move(self) -> asyncio.Future[None]:
        """Return what is done when the room moves on; one for all who wait, and no task."""
        if self.moved is None or self.moved.done():
            self.moved = asyncio.get_running_loop().create_future()
        return self.moved

    def since(self, seen: int) -> list[tuple[int, bytes]] | None:
        """Return the frames after a number, or None when they reach further back than is kept."""
        if seen >= self.last:
            return []
        if not self.frames or self.frames[0][0] > seen + 1:
            return None
        return [one for one in self.frames if one[0] > seen]


class Hub:
    """The rooms of one process."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="live")
        self._watching: asyncio.Task[None] | None = None
        self.stopped = False

    async def run(self, work: Callable[[], T]) -> T:
        """Run something that asks the database, on a thread whose connection is given back."""

        def inside() -> T:
            close_old_connections()
            try:
                return work()
            finally:
                connection.close()

        return await asyncio.get_running_loop().run_in_executor(self._pool, inside)

    async def enter(self, pk: int) -> Room:
        """Open a room for one more stream."""
        known = self.rooms.get(pk)
        last = known.last if known else await self.run(lambda: _last(pk))
        room = self.rooms.setdefault(pk, Room(pk, last))
        room.streams += 1
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        if known is None:
            # What happened since `last` was read, nobody watched for this room.
            try:
                await self._move()
            except BaseException:
                self.leave(room)
                raise
        return room

    def leave(self, room: Room) -> None:
        """Close a stream; the last one closes the room."""
        room.streams -= 1
        if room.streams <= 0:
            self.rooms.pop(room.pk, None)

    async def read(self, pk: int, seen: int) -> list[tuple[int, bytes]]:
        """Read events after a number from the table."""
        return await self.run(lambda: _events(pk, seen))

    def stop(self) -> None:
        """End every stream; browsers come back by themselves."""
        self.stopped = True
        for room in self.rooms.values():
            _wake(room)
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        """Watch as long as there is a room; the next first stream begins it anew."""
        while self.rooms and not self.stopped:
            try:
                if connection.vendor == "postgresql":
                    await self._listen()
                else:
                    await self._look()
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("live hub starts again")
                await asyncio.sleep(1)

    async def _look(self) -> None:
        """Watch SQLite's own counter of changes on one connection that does nothing else."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, thread_name_prefix="live-look") as one:
            version, at = -1, 0.0
            while self.rooms and not self.stopped:
                now = await loop.run_in_executor(one, _data_version)
                if now != version or time.monotonic() - at > LOOK_ANYWAY:
                    version, at = now, time.monotonic()
                    await self._move()
                await asyncio.sleep(LOOK_EVERY)
            await loop.run_in_executor(one, connection.close)

    async def _listen(self) -> None:
        given = connection.get_connection_params()
        keep = {k: v for k, v in given.items() if k not in ("cursor_factory", "context")}
        async with await psycopg.AsyncConnection.connect(**keep, autocommit=True) as line:
            await line.execute(f"LISTEN {CHANNEL}")
            # What was committed before LISTEN was heard by nobody: look first, wait then.
            while self.rooms and not self.stopped:
                await self._move()
                async for _ in line.notifies(timeout=LOOK_ANYWAY, stop_after=1):
                    pass

    async def _move(self) -> None:
        """Read what is new in every open room, and wake its streams."""
        if not self.rooms:
            return
        seen = {room.pk: room.last for room in self.rooms.values()}
        moved = await self.run(lambda: _moved(seen))
        for pk, frames in moved.items():
            room = self.rooms.get(pk)
            if room is None:
                continue
            fresh = [one for one in frames if one[0] > room.last]
            if fresh:
                room.frames.extend(fresh)
                room.last = fresh[-1][0]
                _wake(room)


def _wake(room: Room) -> None:
    moved, room.moved = room.moved, None
    if moved is not None and not moved.done():
        moved.set_result(None)


def _data_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])


def _last(pk: int) -> int:
    return Conversation.objects.values_list("last_seq", flat=True).get(pk=pk)


def _events(pk: int, seen: int) -> list[tuple[int, bytes]]:
    events = Event.objects.filter(conversation=pk, seq__gt=seen).order_by("seq")[:KEPT]
    return [(event.seq, frame_of(event)) for event in events]


def _moved(seen: dict[int, int]) -> dict[int, list[tuple[int, bytes]]]:
    rows = Conversation.objects.filter(pk__in=seen).values_list("pk", "last_seq")
    return {pk: _events(pk, seen[pk]) for pk, last in rows if last > seen[pk]}


HUB = Hub()
