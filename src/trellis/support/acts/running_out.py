"""Who hears, in the nightly round, that a promise to a school has run out?"""

from __future__ import annotations

from datetime import date

from trellis.support.acts.telling_requests import ran_out
from trellis.support.queries.requests import late_promises


def tell_what_ran_out(today: date | None = None) -> int:
    """Tell those who answer for late requests, once for each promise; say how many are late."""
    late = late_promises(today=today)
    for standing, what in late:
        ran_out(standing.request, what)
    return len(late)
