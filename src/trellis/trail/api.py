"""The door of `trail`."""

from trellis.trail.acts import reference, saw, saw_of_many, wrote
from trellis.trail.guards import guards, put_guards_back
from trellis.trail.queries import Line, acts_of, history_of, looks_at, spoken

__all__ = [
    "Line",
    "acts_of",
    "guards",
    "history_of",
    "looks_at",
    "put_guards_back",
    "reference",
    "saw",
    "saw_of_many",
    "spoken",
    "wrote",
]
