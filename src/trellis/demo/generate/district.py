"""What is the invented district as a whole, and what of it is known today?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from trellis.demo.generate.calendar import Year, years_until
from trellis.demo.generate.moves import Moves, Stays, make_moves
from trellis.demo.generate.people import Marks, Students, make_students
from trellis.demo.generate.places import Places, make_places
from trellis.demo.generate.streams import Streams
from trellis.demo.generate.truth import Effects, Truth, make_truth


@dataclass(frozen=True)
class District:
    """All that the files are made of."""

    today: date
    streams: Streams
    years: tuple[Year, ...]
    places: Places
    truth: Truth
    effects: Effects
    moves: Moves
    students: Students

    def known(self, year: int) -> Marks:
        """Mark the stays of a year that have begun, or are planned from its first day on."""
        return self.moves.years[year].first < max(1, self.years[year].known(self.today))

    def known_stays(self, year: int) -> Stays:
        """Return the known stays of a year; an end that is still to come is not known yet."""
        days = self.years[year]
        seen = self.moves.years[year].only(self.known(year))
        over = seen.last < days.known(self.today)
        return replace(seen, last=np.where(over, seen.last, days.last))


def make_district(students: int, schools: int, seed: int, today: date) -> District:
    """Invent a district; equal numbers make an equal one."""
    streams = Streams(seed)
    years = years_until(today)
    places = make_places(schools, streams.of("places"))
    truth, effects = make_truth(places, years, students, streams)
    moves = make_moves(places, years, students, streams)
    who = make_students(places, moves, years, streams)
    return District(today, streams, years, places, truth, effects, moves, who)
