"""How do these tests press buttons, and who does the work that waits?"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from trellis.district.api import Person
from trellis.intake.models import Batch


def signed_in(person: Person) -> Client:
    """Return a browser in which somebody has signed in."""
    client = Client()
    client.force_login(person)
    return client


def work() -> None:
    """Do what waits for the worker, in its order."""
    for waiting in DBTaskResult.objects.ready().order_by("enqueued_at"):
        waiting.task.call(*waiting.args_kwargs["args"])
        waiting.delete()


def uploaded(client: Client, files: Mapping[str, str | bytes], **answers: str) -> Batch:
    """Upload files on the page, and let the worker check them."""
    made = [
        SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        for name, text in files.items()
    ]
    response = client.post("/files/", {"files": made, **answers})
    assert response.status_code == 302, response.content.decode()
    work()
    return Batch.objects.get(pk=int(response["Location"].split("/")[2]))
