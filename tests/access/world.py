"""One record of every kind that an address can lead to."""

from __future__ import annotations

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from tests.cast import Cast
from tests.figures import YEAR, publish_figures
from tests.support.asking import requests_world
from tests.support.visits import visits_world
from trellis.commitments.api import (
    Owner,
    Side,
    agree_to_look,
    promise,
    report_done,
    set_goal,
)
from trellis.conversation.acts.joining import ask_in, open_door
from trellis.conversation.acts.own import make_our_own
from trellis.conversation.api import close, move_step, plan, start, write_note
from trellis.conversation.models import Heading
from trellis.evidence.api import Ask, pin
from trellis.intake.models import Batch, File, State


def make_world(cast: Cast) -> SimpleNamespace:
    """Make the records by the same acts that people use."""
    publish_figures(cast)
    coach, principal, specialist = cast.coach_at_oak, cast.principal_of_oak, cast.specialist
    finding = pin(Ask("enrolment", "schools", year=YEAR), by=principal)

    def planned(days: int) -> object:
        return plan(
            by=coach,
            question="What do we see?",
            protocol_key="data_driven_dialogue",
            planned_for=timezone.now() + timedelta(days=days),
            school=cast.oak,
            people=[principal, specialist],
            findings=[finding],
        )

    running = start(planned(0), by=coach)
    note = write_note(running, by=principal, kind="prediction", words="Many.", key=uuid.uuid4())
    move_step(running, by=coach, to=1)
    door = open_door(running, by=coach)
    ask_in(running, by=cast.supervisor_of_east)
    heading = Heading.objects.create(conversation=running, words="Buses", made_by=coach)
    closing = move_step(start(planned(-1), by=coach), by=coach, to=4)
    due = timezone.localdate() + timedelta(days=9)
    commitment = promise(
        by=principal,
        words="Talk again",
        lead=Owner(principal, Side.SCHOOL, "a room", due),
        co_owners=[Owner(specialist, Side.DISTRICT, "a list", due)],
        school=cast.oak,
        conversation=closing,
    )
    part = commitment.parts.get(side=Side.DISTRICT)
    reported = commitment.parts.get(side=Side.SCHOOL)
    report_done(reported.pk, by=principal)
    look = agree_to_look(commitment.pk, by=principal, finding=finding, on=due)
    district_goal = set_goal(
        by=cast.cabinet, org=cast.district, words="Every day counts", owner_role="cabinet"
    )
    goal = set_goal(by=principal, org=cast.oak, words="All of us here", owner_role="principal")
    close(closing, by=coach)
    batch = Batch.objects.create(
        what="quiz", fingerprint="f", state=State.CHECKED, by=cast.sis_admin, review={"slices": []}
    )
    batch.folder.mkdir(parents=True)
    (batch.folder / "quiz.csv").write_text("Number,Score\n001,3\n")
    file = File.objects.create(
        batch=batch, name="quiz.csv", path="quiz.csv", sha256="s", size=20, kind="unmapped"
    )
    return SimpleNamespace(
        **vars(visits_world(cast)),
        **vars(requests_world(cast)),
        cast=cast,
        finding=finding,
        planned=planned(5),
        running=running,
        closed=closing,
        note=note,
        own_protocol=make_our_own("atlas", by=coach, form_key=uuid.uuid4()),
        door=door,
        heading=heading,
        commitment=commitment,
        part=part,
        reported=reported,
        look=look,
        goal=goal,
        district_goal=district_goal,
        batch=batch,
        file=file,
    )
