"""What does Multilingual Learning offer, and how does its work read?"""

from __future__ import annotations

from trellis.demo.support.said import Card, Offered, Told, Work
from trellis.district.api import Role
from trellis.support.api import Kasab, Kind

_FAMILIES = Card(
    "Language and family lead",
    Role.SPECIALIST,
    Kasab(
        knowledge="The thirty languages of our families, and who speaks them on our staff.",
        attitudes="A family that is understood comes back.",
        skills="Finds interpreters, writes plainly, trains staff to speak with an interpreter.",
        aspirations="No meeting in which a child interprets for her parents.",
        behaviors="Says at once what can be had and what cannot.",
    ),
    (
        Offered(
            "Interpreting at school events",
            Kind.STAKEHOLDER_SESSION,
            "interpreter, translation, translate, language, family night, Dari, Pashto, Spanish",
            (1, 3),
            (
                (
                    "Interpreter for a family evening",
                    "We expect about forty families; a third speak Dari or Pashto at home. Our own "
                    "staff covers Spanish.",
                ),
                (
                    "Interpreters for conferences in the {team}",
                    "Twelve conferences on two evenings. The list of languages is attached to the "
                    "calendar.",
                ),
            ),
            "Both evenings are covered; the interpreters come fifteen minutes before.",
        ),
        Offered(
            "A letter in the languages of a school",
            Kind.MATERIALS,
            "translation, translate, letter, handbook, website",
            (1, 5),
            (
                (
                    "A letter about the new schedule",
                    "One page, for all families. It should go out before the end of the month.",
                ),
            ),
            "The letter is back in five languages; please read the English once more.",
        ),
    ),
)
_LEARNERS = Card(
    "Specialist for English learners",
    Role.SPECIALIST,
    Kasab(
        knowledge="How a second language grows, what ACCESS levels mean in a math lesson.",
        attitudes="Language is learned in every room, not in the room at the end of the hall.",
        skills="Plans talk into lessons, places newcomers, reads language levels with teams.",
        aspirations="Newcomers who have a friend and a voice in their first month.",
        behaviors="Teaches a part of the lesson herself when asked.",
    ),
    (
        Offered(
            "Welcoming newcomers",
            Kind.PROBLEM_SOLVING,
            "newcomer, refugee, placement, English learner, ELL, ESL",
            (2, 5),
            (
                (
                    "Six newcomers in the {team}",
                    "They came within two weeks and share no language with anybody here. What do "
                    "the first days look like elsewhere?",
                ),
            ),
            "I sent the first-week plan, with pictures; two student guides start tomorrow.",
        ),
        Offered(
            "Language in every lesson",
            Kind.PLC_FACILITATION,
            "sentence frames, talk, scaffolds, ACCESS, WIDA",
            (2, 8),
            (
                (
                    "Read the ACCESS levels with the {team}",
                    "We have the levels and do not know what they ask of a science lesson.",
                ),
            ),
            "I wrote two frames for each level into your unit; try one this week.",
        ),
    ),
)
MULTILINGUAL = Told(
    "multilingual",
    (_FAMILIES, _LEARNERS),
    (
        Work(
            Kind.PLC_FACILITATION,
            ("Plan talk into the unit with the {team}", "Read language levels with the {team}"),
            (
                "Read language levels with the {team} and wrote two frames into the unit",
                "Planned where students talk in the next three lessons of the {team}",
            ),
            ("Try one frame and say how it went",),
            (45, 60),
            3,
            coach_roles=("classroom_supporter",),
        ),
        Work(
            Kind.STAKEHOLDER_SESSION,
            ("Meet newcomer families with an interpreter",),
            ("Met newcomer families with two interpreters; questions about buses and lunch",),
            ("Send the welcome page in Pashto",),
            (60, 90),
            2,
        ),
        Work(
            Kind.MODEL_LESSON,
            ("Teach one lesson with newcomers in the {team}",),
            ("Taught one lesson with newcomers of the {team}; pictures first, words after",),
            (),
            (45, 60),
            1,
        ),
        Work(
            Kind.MATERIALS,
            ("Translate a letter",),
            (
                "Had a letter translated into four languages",
                "Sent the welcome page again, corrected",
            ),
            (),
            (15, 20, 30),
            4,
            far=True,
        ),
    ),
)
