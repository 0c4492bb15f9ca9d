"""Plan a conversation whose steps are silent, go round, sort and weigh; run beside the site.

The ways to talk that Trellis brings may have such steps or not; this one has them in any case.
"""

from __future__ import annotations

import django

django.setup()

from django.utils import timezone  # noqa: E402

from trellis.conversation.api import plan  # noqa: E402
from trellis.district.api import Org, Person  # noqa: E402
from trellis.evidence.api import Finding  # noqa: E402

QUESTION = "What do our notes say when we sort them?"
WHAT = {1: {"silent": True, "writes": ["observation"]}, 2: {"turns": True, "silent": False}}


def main() -> None:
    people = {one.name: one for one in Person.objects.filter(is_active=True)}
    joy = people["Joy Nakamura"]
    talk = plan(
        by=joy,
        question=QUESTION,
        protocol_key="data_driven_dialogue",
        planned_for=timezone.now(),
        school=Org.objects.get(key="oak-hollow-middle-school"),
        people=[people["Renata Alvarez"], people["Elena Castillo"]],
        findings=[Finding.objects.filter(title__contains="Chronic absence").first()],
        parts={"timekeeper": people["Elena Castillo"]},
    )
    for step, what in WHAT.items():
        talk.steps[step] |= what
    talk.steps[3] |= {"groups": True, "votes": 3}
    talk.save(update_fields=["steps"])
    print(talk.pk)  # noqa: T201 - the journey reads it


main()
