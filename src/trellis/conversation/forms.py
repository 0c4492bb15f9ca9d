"""How are the words of forms read: dates, keys, chosen people and findings?"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from trellis.conversation.models import Part
from trellis.district.api import Person
from trellis.lib.api import BadInput, figure, whole

_DRAWN = re.compile(r"at-([0-9]{1,12})-([0-9]{4})")


def read_moment(day: str, clock: str) -> datetime:
    """Read a day and a time of day as the district's own time."""
    try:
        naive = datetime.strptime(f"{day} {(clock or '15:30')[:5]}", "%Y-%m-%d %H:%M")  # noqa: DTZ007
    except ValueError:
        raise BadInput("Choose the day of the conversation, and its time.") from None
    if not 2000 <= naive.year <= 2100:
        raise BadInput(f"A conversation in the year {naive.year} is not planned here.")
    return timezone.make_aware(naive)


def read_key(request: HttpRequest) -> uuid.UUID:
    """Read the key that makes a second try the same note; any words serve a program as a key."""
    said = request.headers.get("Idempotency-Key") or request.POST.get("key", "")
    try:
        return uuid.UUID(said)
    except ValueError:
        own = f"{request.user.pk} {said}"
        return uuid.uuid5(uuid.NAMESPACE_OID, own) if said else uuid.uuid4()


def read_numbers(given: QueryDict, name: str) -> list[int]:
    """Read chosen numbers, leaving out what is none."""
    numbers = [whole(one) for one in given.getlist(name)]
    return [one for one in numbers if one is not None]


def read_parts(given: QueryDict, people: Mapping[int, Person]) -> dict[str, Person]:
    """Read who keeps the time, who keeps the record, whose data it is."""
    parts = (Part.TIMEKEEPER, Part.RECORDER, Part.DATA_OWNER)
    chosen = {part.value: people.get(whole(given.get(part.value, "")) or 0) for part in parts}
    return {part: person for part, person in chosen.items() if person is not None}


def read_figure(said: str) -> float | None:
    """Read a predicted number; nothing is a prediction in words only."""
    try:
        return figure(said)
    except ValueError:
        raise BadInput(f"Write the number as digits; found “{said[:20]}”.") from None


def read_drawn(given: QueryDict) -> tuple[str, dict[int, float]]:
    """Read a drawn line: fields "at-7-2024" hold the value in a year of finding 7.

    Returns the key of the line and its values. Raises BadInput when two findings are drawn.
    """
    found: dict[str, dict[int, float]] = {}
    for name in given:
        at = _DRAWN.fullmatch(name)
        value = read_figure(given.get(name, "")) if at else None
        if at and value is not None:
            found.setdefault(at[1], {})[int(at[2])] = value
    if len(found) > 1:
        raise BadInput("Draw one line in a prediction, and the other in a second prediction.")
    for finding, values in found.items():
        return given.get(f"line-{finding}", ""), values
    return "", {}
