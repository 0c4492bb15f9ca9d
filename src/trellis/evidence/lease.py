"""Who may publish now? One at a time; a lease that nobody renews is free again."""

from __future__ import annotations

import os
import socket
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from trellis.evidence.models import Lease
from trellis.lib.api import NotNow

LASTS = timedelta(minutes=5)


@transaction.atomic
def take_lease(holder: str) -> uuid.UUID:
    """Take the lease, or raise NotNow naming who holds it."""
    Lease.objects.get_or_create(id=1)
    lease = Lease.objects.select_for_update().get(id=1)
    now = timezone.now()
    if lease.until is not None and lease.until > now and not _died(lease):
        raise NotNow(
            f"Another publication is under way: {lease.holder}. Try again when it is done."
        )
    lease.token, lease.holder, lease.until = uuid.uuid4(), holder[:200], now + LASTS
    lease.machine, lease.process = socket.gethostname()[:200], os.getpid()
    lease.save()
    return lease.token


def _died(lease: Lease) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    if lease.token is None:
        return True
    if lease.process is None or lease.machine != socket.gethostname()[:200]:
        return False
    try:
        os.kill(lease.process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def renew_lease(token: uuid.UUID) -> None:
    """Hold on to the lease for a while longer; raise NotNow when somebody else has it."""
    mine = Lease.objects.filter(id=1, token=token)
    if not mine.update(until=timezone.now() + LASTS):
        raise NotNow("Publishing took too long and somebody else began; nothing was changed.")


def drop_lease(token: uuid.UUID) -> None:
    """Give the lease back, if it is still ours."""
    Lease.objects.filter(id=1, token=token).update(token=None, holder="", until=None)
