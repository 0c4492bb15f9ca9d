"""How does the server reach the site: Django, and beside it the thin door of live streams?"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")

_django = get_asgi_application()

from trellis.conversation.live.door import lifespan, live_door, stream  # noqa: E402 - apps first
from trellis.project.warming import warm_up_soon  # noqa: E402

Message = MutableMapping[str, Any]


async def application(
    scope: MutableMapping[str, Any],
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Send live streams to their door, the rest to Django."""
    if live_door(scope):
        await stream(scope, receive, send)
    elif scope["type"] == "lifespan":
        warm_up_soon()
        await lifespan(receive, send)
    else:
        await _django(scope, receive, send)  # type: ignore[arg-type]
