"""Serve Trellis as `trellis serve` does, with a heart that beats faster: PORT SECONDS."""

from __future__ import annotations

import sys

import uvicorn

from trellis.project.asgi import application

from trellis.conversation.live import door  # isort: skip - after the apps

if __name__ == "__main__":
    door.BEAT_EVERY = float(sys.argv[2])
    uvicorn.run(
        application,  # type: ignore[arg-type]
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        timeout_graceful_shutdown=3,
        server_header=False,
    )
