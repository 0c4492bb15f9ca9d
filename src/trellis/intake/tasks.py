"""What does the worker do for this room?"""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from trellis.intake import acts
from trellis.intake.models import Batch, State
from trellis.lib.api import NotNow

WAITS = timedelta(seconds=5)
"""How long an approved delivery waits for another one that is being published."""


@task()
def check_batch(pk: int) -> None:
    """Read and check a delivery."""
    batch = Batch.objects.get(pk=pk)
    if batch.state in (State.RECEIVED, State.CHECKING):
        acts.check(batch)


@task()
def publish_batch(pk: int) -> None:
    """Publish a delivery that was approved; when another one is under way, try again soon."""
    try:
        acts.publish(Batch.objects.get(pk=pk))
    except NotNow:
        if Batch.objects.filter(pk=pk, state=State.PUBLISHING).exists():
            publish_batch.using(run_after=timezone.now() + WAITS).enqueue(pk)
