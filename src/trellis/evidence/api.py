"""The door of `evidence`."""

from trellis.evidence.acts import pin
from trellis.evidence.answering import Answer, answer
from trellis.evidence.asking import Ask
from trellis.evidence.choices import Choices, choices, complete
from trellis.evidence.drawing import Figure, as_rows, described, figures
from trellis.evidence.labels import subject as subject_name
from trellis.evidence.marks import (
    Mark,
    Moved,
    mark_now,
    mark_of,
    marks_by_key,
    marks_of,
    newest,
    then_and_now,
)
from trellis.evidence.models import Finding, Publication
from trellis.evidence.permissions import SEE_FINDING, may_pin
from trellis.evidence.publishing import Progress, Publishing, current, publishing, reader, the_lake
from trellis.evidence.queries import findings_about, findings_seen_by, frozen
from trellis.evidence.sentence import blanks_of, read_ask, shown_for
from trellis.evidence.since import Since, changed_since, published_between
from trellis.evidence.wording import about, title_of

__all__ = [
    "changed_since",
    "shown_for",
    "read_ask",
    "blanks_of",
    "Since",
    "SEE_FINDING",
    "Answer",
    "Ask",
    "Choices",
    "Figure",
    "Finding",
    "Mark",
    "Moved",
    "Progress",
    "Publication",
    "Publishing",
    "about",
    "answer",
    "as_rows",
    "choices",
    "complete",
    "current",
    "described",
    "figures",
    "findings_about",
    "findings_seen_by",
    "frozen",
    "mark_now",
    "mark_of",
    "marks_by_key",
    "marks_of",
    "may_pin",
    "newest",
    "pin",
    "published_between",
    "publishing",
    "reader",
    "subject_name",
    "the_lake",
    "then_and_now",
    "title_of",
]
