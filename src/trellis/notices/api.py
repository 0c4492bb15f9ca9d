"""The door of `notices`."""

from trellis.notices.acts import read_about, tell
from trellis.notices.mailing import Sent, send_digests
from trellis.notices.queries import unread

__all__ = ["Sent", "read_about", "send_digests", "tell", "unread"]
