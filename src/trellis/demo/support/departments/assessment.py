"""What does Assessment & Data offer, and how does its work read?"""

from __future__ import annotations

from trellis.demo.support.said import Card, Offered, Told, Work
from trellis.district.api import Role
from trellis.support.api import Kasab, Kind

_COORDINATOR = Card(
    "Assessment coordinator",
    Role.ASSESSMENT_COORDINATOR,
    Kasab(
        knowledge="Which test asks what, when it is given, and how sure one can be of a figure.",
        attitudes="A figure is a question to look at together, and never about one teacher.",
        skills="Prepares evidence for a conversation; finds out why two figures differ.",
        aspirations="Teams that predict before they look, and are curious when they were wrong.",
        behaviors="Says “I don’t know yet” and comes back with an answer.",
    ),
    (
        Offered(
            "Reading results with a team",
            Kind.DATA_CONVERSATION,
            "benchmark, MAP, STAAR, DIBELS, data, results, reading a report",
            (2, 6),
            (
                (
                    "Help reading the benchmark by group",
                    "We would like to see how the {team} did, by group, before we look for a why.",
                ),
                (
                    "What happened in the {team} this fall?",
                    "The figures look lower than last year’s. Is it the students, the test or us?",
                ),
            ),
            "The evidence is pinned for your conversation; two groups are too small to be shown.",
        ),
        Offered(
            "Is this number right?",
            Kind.TECHNICAL_HELP,
            "wrong number, data error, roster, missing student, login, testing window",
            (1, 2),
            (
                (
                    "Two classes are missing in the testing list",
                    "They were moved last week. Testing starts on Monday.",
                ),
                (
                    "Our count differs from the state’s",
                    "We have three students more. Who is right?",
                ),
            ),
            "Found it: the transfer was entered a day late. Both lists agree now.",
            promise_before=(2, 4),
        ),
    ),
)
ASSESSMENT = Told(
    "assessment",
    (_COORDINATOR,),
    (
        Work(
            Kind.DATA_CONVERSATION,
            ("Read the {window} results with the leadership team", "Read results with the {team}"),
            (
                "Read the {window} results with the leadership team; they predicted first",
                "Read results with the {team}; two questions stay open until spring",
            ),
            ("Send the same picture for last year", "Say which group to look at next"),
            (45, 60, 75),
            4,
            coach_roles=("data_coach",),
        ),
        Work(
            Kind.TECHNICAL_HELP,
            ("Set up the testing rooms for {window}",),
            ("Set up the testing rooms and tried two machines in each",),
            (),
            (60, 90),
            2,
        ),
        Work(
            Kind.TECHNICAL_HELP,
            ("Answer a question about the testing list",),
            (
                "Put the testing list right; two classes had been moved",
                "Explained why our count differs from the state’s",
                "Gave a new account to two teachers",
            ),
            (),
            (10, 15, 20),
            5,
            far=True,
        ),
    ),
)
