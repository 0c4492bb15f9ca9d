"""The door of `demo`."""

from trellis.demo.cast import CAST, PASSWORD, first_admin, seat_everybody
from trellis.demo.generate.api import STUDENTS, write_district
from trellis.demo.generate.names import DISTRICT
from trellis.demo.story import tell_story

__all__ = [
    "CAST",
    "DISTRICT",
    "PASSWORD",
    "STUDENTS",
    "first_admin",
    "seat_everybody",
    "tell_story",
    "write_district",
]
