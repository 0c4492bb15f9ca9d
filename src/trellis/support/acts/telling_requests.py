"""Who is told what about a request, after the act is committed? Whoever acted is not told.

Calm by default: an act tells those who have the next word, and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable

from trellis.access.api import CENTRAL_ROLES
from trellis.district.api import Department, Person, Role, holding_today
from trellis.notices.api import tell
from trellis.support.models import Helper, Message, Sending, State, SupportRequest, Transition

_MOVED = {
    State.ASKED: "“{title}” waits on your desk again.",
    State.TAKEN_UP: "{who} took up “{title}”.",
    State.ANSWERED: "{who} says that “{title}” is answered. Is it?",
    State.VISITED: "{who} came for “{title}”. Do you have what you need?",
    State.CLOSED: "{school} has what it needs: “{title}” is closed.",
    State.WITHDRAWN: "{school} took back “{title}”.",
}


def asked(request_id: int) -> None:
    """Tell the department that a school asks for something."""
    request = _request(request_id)
    words = f"{request.school.short_name} asks for help: “{request.title}”."
    _tell(people_of(request.department), request, "asked", words, but=request.asked_by)


def sent(sending_id: int) -> None:
    """Tell a department that a request came to it from another, and the school where it is now."""
    made = Sending.objects.select_related("department", "by").get(pk=sending_id)
    request = _request(made.request_id)
    also = made.how == Sending.How.ALSO
    how = "asks you to help with" if also else "handed over to you"
    words = f"{made.by.name} {how} “{request.title}”, {request.school.short_name}."
    _tell(people_of(made.department), request, f"sent-{made.pk}", words, but=made.by)
    verb = "is asked to help with" if also else "answers now for"
    words = f"{made.department.name} {verb} “{request.title}”."
    _tell([request.asked_by], request, f"sent-{made.pk}", words, but=made.by)


def moved(transition_id: int) -> None:
    """Tell the side that has the next word what happened."""
    made = Transition.objects.select_related("by").get(pk=transition_id)
    request = _request(made.request_id)
    by_district = made.became in (State.TAKEN_UP, State.ANSWERED, State.VISITED)
    if made.was in (State.ANSWERED, State.VISITED, State.CLOSED) and made.became in (
        State.TAKEN_UP,
        State.ASKED,
    ):
        words = "{school} says “not yet”: “{title}” is open again."
        people = whoever_answers(request)
    elif by_district:
        words, people = _MOVED[State(made.became)], [request.asked_by]
    else:
        words, people = _MOVED[State(made.became)], whoever_answers(request)
    said = words.format(who=made.by.name, title=request.title, school=request.school.short_name)
    _tell(people, request, f"moved-{made.pk}", said, but=made.by)


def helper_came(helper_id: int, by_id: int) -> None:
    """Tell the lead, the asker and the helper herself, whoever of them did not do it."""
    made = Helper.objects.select_related("person").get(pk=helper_id)
    request = _request(made.request_id)
    people = [request.asked_by, made.person, *([request.lead] if request.lead else [])]
    words = f"{made.person.name} helps with “{request.title}”."
    told = [person for person in people if person.pk != by_id]
    _tell(told, request, f"helper-{made.pk}", words)


def written(message_id: int) -> None:
    """Tell those who work on it, and whoever asked, that somebody wrote."""
    message = Message.objects.select_related("author").get(pk=message_id)
    request = _request(message.request_id)
    words = f"{message.author.name} wrote about “{request.title}”."
    people = [*whoever_answers(request), request.asked_by]
    _tell(people, request, f"message-{message.pk}", words, but=message.author)


def ran_out(request: SupportRequest, what: str) -> None:
    """Tell those who answer for it that a promise ran out; once for each promise."""
    words = f"The promised {what} on “{request.title}”, {request.school.short_name}, is late."
    _tell(whoever_answers(request), request, f"late-{what}", words)


def whoever_answers(request: SupportRequest) -> list[Person]:
    """The lead and the helpers; while nobody leads, the people of the department."""
    if request.lead is None:
        return people_of(request.department)
    return [request.lead, *(one.person for one in request.helpers.select_related("person"))]


def people_of(department: Department) -> list[Person]:
    """Who works in a department; where nobody does, the cabinet, so that nothing is lost."""
    staff = _holding(positions__role__in=CENTRAL_ROLES - {Role.CABINET}, department=department)
    return staff or _holding(positions__role=Role.CABINET)


def _holding(*, department: Department | None = None, **held: object) -> list[Person]:
    if department is not None:
        held["positions__department"] = department
    rows = Person.objects.filter(holding_today(prefix="positions__"), is_active=True, **held)
    return list(rows.distinct())


def _tell(
    people: Iterable[Person],
    request: SupportRequest,
    key: str,
    words: str,
    *,
    but: Person | None = None,
) -> None:
    for person in {one.pk: one for one in people}.values():
        if person != but:
            tell(
                person,
                words=words,
                link=request.get_absolute_url(),
                kind="request",
                key=f"request-{request.pk}-{key}",
            )


def _request(pk: int) -> SupportRequest:
    return SupportRequest.objects.select_related("school", "department", "asked_by", "lead").get(
        pk=pk
    )
