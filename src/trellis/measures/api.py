"""The door of `measures`."""

from trellis.measures.asking import questions
from trellis.measures.cells import count_all, count_cells
from trellis.measures.definitions import MEASURES, Measure, Question

__all__ = ["MEASURES", "Measure", "Question", "count_all", "count_cells", "questions"]
