"""What did people of the demo district expect before they saw the evidence of October?"""

from __future__ import annotations

import uuid

from trellis.conversation.api import (
    Conversation,
    Note,
    ask_in_meeting,
    figures_to_predict,
    pads_of,
    say_which_figure,
    sketch_of,
    write_note,
)
from trellis.district.api import Org, Person
from trellis.evidence.api import Ask, choices, complete

People = dict[str, Person]

_NUMBERS = (
    ("Renata Alvarez", 18, "Grade 7 will stand a little above the others, since the buses moved."),
    ("Renata Alvarez", 12, "Grade 8 as it always was."),
    ("Elena Castillo", 17, "I expect the three grades to be close together."),
    ("Elena Castillo", 14, "Grade 8 near the others."),
    ("Luis Ortega", 22, "My own homerooms make me think of one in five, or a little more."),
    ("Luis Ortega", 15, "Grade 8 comes for its sports."),
    ("Marcus Bell", 25, "The routes changed in August; I expect to see it."),
)
_LINES = (
    ("Imani Foster", "Grade 7 rises slowly, year by year.", 13, 2),
    ("Imani Foster", "Grade 6 stays where it is.", 12, 0),
    ("Marcus Bell", "Level until last year, then up.", 15, 3),
)


def predict(talk: Conversation, people: People) -> list[Note]:
    """Write what each expects, as numbers and as drawn lines; return the notes."""
    notes = [_number(talk, people[who], words, number) for who, number, words in _NUMBERS]
    return notes + [_line(talk, people[who], words, at, up) for who, words, at, up in _LINES]


def ask_by_sex(talk: Conversation, oak: Org, by: Person) -> None:
    """Ask a new question while people sit together, and pin its answer."""
    asked = Ask("chronic_absence", "time", place=oak.key, dim="sex", value="female")
    title = "Asked in the meeting: chronic absence of girls at Oak Hollow"
    ask_in_meeting(talk, by=by, ask=complete(asked, choices()), title=title)


def _number(talk: Conversation, who: Person, words: str, number: float) -> Note:
    note = write_note(talk, by=who, kind="prediction", words=words, key=uuid.uuid4(), number=number)
    grade = "grade 8" if "rade 8" in words else "grade 7"
    figure = next((one for one in figures_to_predict(talk) if grade in one.name), None)
    return say_which_figure(note.pk, by=who, mark=figure.key) if figure else note


def _line(talk: Conversation, who: Person, words: str, begins: float, rises: float) -> Note:
    grade = "grade 6" if "rade 6" in words else "grade 7"
    drawn = None
    for pad in pads_of(talk):
        line = next((one for one in pad.lines if grade in one.name), None)
        if line is not None:
            values = {year: begins + n * rises for n, year in enumerate(pad.years)}
            drawn = sketch_of(talk, line.key, values)
    return write_note(talk, by=who, kind="prediction", words=words, key=uuid.uuid4(), sketch=drawn)
