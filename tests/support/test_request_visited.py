"""What does a visit that is written down do to the request it was made for?"""

from __future__ import annotations

from tests.cast import Cast
from tests.support.visits import a_log, a_visit
from trellis.support.acts.records import log_visit
from trellis.support.models import State, SupportRequest


def test_the_request_knows_that_somebody_came(cast: Cast) -> None:
    asked = SupportRequest.objects.create(
        school=cast.oak,
        title="Two substitute days",
        asked_by=cast.principal_of_oak,
        reply_in_days=3,
        visit_in_days=10,
        department=cast.student_services,
        state=State.TAKEN_UP,
        lead=cast.specialist,
    )
    visit = a_visit(cast.oak, by=cast.specialist, request=asked)
    log_visit(visit.pk, a_log(), by=cast.specialist)
    asked.refresh_from_db()
    assert asked.state == State.VISITED
    assert asked.first_help_at is not None
