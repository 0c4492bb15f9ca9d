"""The door of `web`."""

from trellis.web.request import PageRequest
from trellis.web.sessions import is_over, keep_awake

__all__ = ["PageRequest", "is_over", "keep_awake"]
