"""What is done in a visit of the story, and how long does it take?"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from trellis.demo.support.departments import DEPARTMENTS, NETWORKS
from trellis.demo.support.outing import LONGEST, Asking, Outing
from trellis.demo.support.said import Told, Work

_BY_KEY = {told.key: told for told in DEPARTMENTS}


def shape(outings: Iterable[Outing], dice: Random) -> None:
    """Give every visit its work, its length, and when it is written down."""
    for outing in outings:
        # Logs are written in the car, or on the evening of the day.
        outing.late = dice.choice((4, 6, 9, 12, 20, 45, 180))
        if outing.required:
            continue
        told = NETWORKS if outing.worker.department is None else _BY_KEY[outing.worker.unit]
        outing.work = _asked_for(outing.asking, told) or _any_of(told, outing.far, dice)
        outing.minutes = min(LONGEST, dice.choice(outing.work.minutes))


def _asked_for(asking: Asking | None, told: Told) -> Work | None:
    if asking is None:
        return None
    title = asking.words[0]
    words = title[:1].lower() + title[1:]
    alike = [one for one in told.work if one.kind == asking.offer.kind and not one.far]
    did = alike[0].did if alike else (f"Came for what you asked: {words}",)
    after = alike[0].after if alike else ()
    return Work(asking.offer.kind, (title,), did, after, (45, 60, 75))


def _any_of(told: Told, far: bool, dice: Random) -> Work:
    fitting = [one for one in told.work if one.far == far]
    return dice.choices(fitting, [one.share for one in fitting])[0]
