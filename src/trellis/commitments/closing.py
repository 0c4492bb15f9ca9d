"""What must stand before a conversation may close: a dated promise, or "no action, because"."""

from trellis.commitments.models import Commitment, NoAction
from trellis.conversation.api import Conversation, before_closing
from trellis.lib.api import NotNow


def ask_before_closing() -> None:
    """Have conversations ask this room before they close."""
    before_closing(promise_or_reason)


def promise_or_reason(conversation: Conversation) -> None:
    """Raise NotNow when a conversation has neither a promise nor a reason for none."""
    if Commitment.objects.filter(conversation=conversation).exists():
        return
    if NoAction.objects.filter(conversation=conversation).exists():
        return
    raise NotNow("Before you close: write down one promise with a date, or say why there is none.")
