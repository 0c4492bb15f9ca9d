"""What does Academics offer, and how does its work read?"""

from __future__ import annotations

from trellis.demo.support.said import Card, Offered, Told, Work
from trellis.district.api import Role
from trellis.support.api import Kasab, Kind

_MATH = Card(
    "Math specialist",
    Role.SPECIALIST,
    Kasab(
        knowledge="The math standards from kindergarten to algebra, and where students get stuck.",
        attitudes="Every student can reason about numbers; wrong answers are the best material.",
        skills="Plans units with teams, teaches model lessons, reads student work with teachers.",
        aspirations="Rooms where students explain to each other, and teams that need me less.",
        behaviors="Comes prepared, brings the tasks printed, writes down what we agreed that day.",
    ),
    (
        Offered(
            "Planning a math unit with a team",
            Kind.PLC_FACILITATION,
            "unit planning, ratio, fractions, algebra, pacing, common task",
            (2, 7),
            (
                (
                    "Plan the next math unit with the {team}",
                    "We start the unit in three weeks. Could you plan it with the {team}, and "
                    "bring two or three tasks that let all students begin?",
                ),
                (
                    "Common tasks for the {team}",
                    "Each room uses other tasks. We would like two common ones, and time to look "
                    "at what students did with them.",
                ),
            ),
            "I sent the unit with its tasks and notes; the first two lessons are ready to teach.",
        ),
        Offered(
            "A model lesson in math",
            Kind.MODEL_LESSON,
            "demonstration, number talk, watch a lesson",
            (2, 10),
            (
                (
                    "A model lesson for two new teachers",
                    "Two teachers of the {team} are new. Would you teach one lesson that they "
                    "watch, and talk it through with them afterwards?",
                ),
            ),
            "We talked it through by video, with a lesson that was filmed in another school.",
        ),
    ),
)
_LITERACY = Card(
    "Literacy specialist",
    Role.SPECIALIST,
    Kasab(
        knowledge="How reading and writing grow, from sounds to essays; the district’s materials.",
        attitudes="Teachers know their students; I bring a second pair of eyes, not a script.",
        skills="Leads the study of a text or of student writing; sorts out small-group plans.",
        aspirations="Every child reads with joy by grade 3 and writes to be understood by grade 8.",
        behaviors="Asks before advising, and leaves one thing in the room that can be used Monday.",
    ),
    (
        Offered(
            "Looking at student writing together",
            Kind.PROTOCOL_RUN,
            "student work, writing samples, scoring, calibration",
            (2, 7),
            (
                (
                    "Look at writing samples with the {team}",
                    "We collected one piece from every student. Could you lead an hour in which "
                    "we look at them together?",
                ),
            ),
            "I looked at the samples you sent and wrote down what I see, with three questions.",
        ),
        Offered(
            "Materials for reading in small groups",
            Kind.MATERIALS,
            "books, decodable, leveled, sets, library",
            (1, 5),
            (
                (
                    "Book sets for small groups in the {team}",
                    "We are short of two sets. Is there anything in the warehouse that we could "
                    "have for the rest of the term?",
                ),
            ),
            "The sets are on the truck of Thursday; the list is in the box.",
        ),
    ),
)
ACADEMICS = Told(
    "academics",
    (_MATH, _LITERACY),
    (
        Work(
            Kind.PLC_FACILITATION,
            ("Plan the next unit with the {team}", "Look at last week’s tasks with the {team}"),
            (
                "Planned the first week of the unit with the {team} and chose two common tasks",
                "Sorted student work of the {team} into three piles and wrote one next step each",
                "Met the {team}; they keep the entry task and drop the second worksheet",
            ),
            ("Send the tasks with notes", "Bring the work of the common task to the next meeting"),
            (45, 60),
            4,
            coach_roles=("curriculum_specialist", "learning_facilitator"),
        ),
        Work(
            Kind.MODEL_LESSON,
            ("Teach one lesson that the {team} watches",),
            ("Taught one lesson with the {team} watching; talked about who spoke and who did not",),
            ("Try the same opening in two rooms",),
            (60, 90),
            2,
            coach_roles=("instructional_specialist",),
        ),
        Work(
            Kind.ROUNDS_HOST,
            ("Rounds on student talk, rooms chosen by the school",),
            ("Visited six rooms with teachers of the {team}; students asked questions in four",),
            ("Choose one question to work on until the next rounds",),
            (90, 110),
            1,
        ),
        Work(
            Kind.MATERIALS,
            ("Answer questions about the pacing guide",),
            (
                "Answered questions about the pacing guide and sent two lessons",
                "Sent book sets and the list of what is in them",
            ),
            (),
            (15, 20, 30),
            3,
            far=True,
            coach_roles=("resource_provider",),
        ),
        Work(
            Kind.BROKERING,
            ("Bring the {team} together with a school that does this well",),
            ("Connected the {team} with colleagues of another school; they visit each other",),
            ("Say which day suits both schools",),
            (20, 30),
            1,
            far=True,
        ),
    ),
)
