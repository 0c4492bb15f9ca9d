"""What did Oak Hollow ask for in the last days, and where does each of it stand?

Asked, taken up and written by the acts of the room; only the dates are set back afterwards.
"""

from __future__ import annotations

from datetime import datetime

from trellis.demo.support.days import Days, at
from trellis.demo.support.oak import People
from trellis.district.api import Org
from trellis.support.api import (
    Service,
    SupportRequest,
    Way,
    answered,
    ask,
    take_up,
    write,
)


def ask_lately(people: People, oak: Org, days: Days) -> SupportRequest:
    """Ask five times; return the request that the first visit of this week is for."""
    renata, imani = people["Renata Alvarez"], people["Imani Foster"]
    tomasz, hana = people["Tomasz Wieczorek"], people["Hana Sorensen"]
    sam = people["Sam Whitehorse"]
    ratio = ask(
        by=renata,
        school=oak,
        title="Plan the ratio unit with the grade 7 math team",
        words="We start the unit after the break. Could you plan it with the team, and bring two "
        "or three tasks that let all students begin?",
        way=_way("Planning a math unit with a team"),
    )
    take_up(ratio.pk, by=tomasz)
    write(ratio.pk, by=tomasz, words="Gladly. I bring three tasks; you choose two of them with me.")
    _date(ratio, at(days.nth_ago(6), 7 * 60 + 50), [at(days.nth_ago(5), 9 * 60 + 10)])
    _interpreter(people, oak, days)
    substitutes = ask(
        by=renata,
        school=oak,
        title="Two substitute days for the math team",
        words="They want to watch each other teach. Any two days before the winter break would do.",
        way=_way("Substitutes for time together"),
    )
    take_up(substitutes.pk, by=hana)
    write(substitutes.pk, by=hana, words="I look for four mornings instead of two days. All right?")
    _date(substitutes, at(days.nth_ago(2), 8 * 60 + 5), [at(days.nth_ago(2), 14 * 60)])
    classes = ask(
        by=renata,
        school=oak,
        title="Two classes are missing in the testing list",
        words="They were moved last week, and testing starts soon.",
        way=_way("Is this number right?"),
    )
    take_up(classes.pk, by=sam)
    answered(classes.pk, by=sam, said="Found it: the transfer was a day late. Both are in now.")
    morning = at(days.nth_ago(1), 8 * 60 + 30)
    _date(classes, at(days.nth_ago(2), 15 * 60), [morning, at(days.nth_ago(1), 11 * 60)])
    team = ask(
        by=imani,
        school=oak,
        title="Sort out how the student support team works",
        words="We meet every week and little follows. Could you sit in once and tell us what you "
        "see?",
        way=_way("A plan for students who need more"),
    )
    _date(team, at(days.nth_ago(1), 15 * 60 + 40), [])
    return ratio


def _interpreter(people: People, oak: Org, days: Days) -> None:
    """A promise of three days, on its fifth."""
    renata, priya = people["Renata Alvarez"], people["Priya Raman"]
    evening = days.ahead(8)
    found = ask(
        by=renata,
        school=oak,
        title="Interpreter for family night",
        words="We expect about forty families; a third speak Dari or Pashto at home. Our own staff "
        "covers Spanish. Could you help us find two interpreters for 6 to 8 pm?",
        way=_way("Interpreting at school events"),
        wanted_by=evening,
    )
    take_up(found.pk, by=priya)
    write(
        found.pk,
        by=priya,
        words="Thank you for asking early. I have one interpreter for Dari; Pashto I need to look "
        "for. I tell you this week.",
    )
    write(found.pk, by=renata, words="The invitations go to print. Is there news about Pashto?")
    asked = at(days.nth_ago(5), 7 * 60 + 48)
    replied = at(days.nth_ago(5), 15 * 60 + 20)
    _date(found, asked, [replied], said=[replied, at(days.nth_ago(1), 16 * 60 + 5)])


def _date(
    request: SupportRequest,
    asked: datetime,
    steps: list[datetime],
    *,
    said: list[datetime] | None = None,
) -> None:
    """Set back when a request was asked, moved on and written about."""
    moments = said or steps[-1:]
    for step, moment in zip(request.transitions.order_by("pk"), [asked, *steps], strict=True):
        request.transitions.filter(pk=step.pk).update(at=moment)
    for message, moment in zip(request.messages.order_by("pk"), moments, strict=False):
        request.messages.filter(pk=message.pk).update(at=moment)
    request.sendings.update(at=asked)
    row = SupportRequest.objects.filter(pk=request.pk)
    request.refresh_from_db()
    helped = request.first_help_at and moments[-1]
    replied = request.first_reply_at and moments[0]
    row.update(asked_at=asked, first_reply_at=replied, first_help_at=helped)
    request.refresh_from_db()


def _way(title: str) -> Way:
    return Way(service=Service.objects.get(title=title, version__replaced_at=None))
