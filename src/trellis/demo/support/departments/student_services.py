"""What does Student Services offer, and how does its work read?"""

from __future__ import annotations

from trellis.demo.support.said import Card, Offered, Told, Work
from trellis.district.api import Role
from trellis.support.api import Kasab, Kind

_ATTENDANCE = Card(
    "Attendance and family specialist",
    Role.SPECIALIST,
    Kasab(
        knowledge="Why students miss school, what the law asks, which agencies help which family.",
        attitudes="Absence is a message; families are partners before they are cases.",
        skills="Reads attendance lists with a school, plans calls and visits, brings agencies in.",
        aspirations="No student reaches ten missed days without somebody having asked why.",
        behaviors="Calls back the same day, and never sends a letter that a call could replace.",
    ),
    (
        Offered(
            "Reading the absence list together",
            Kind.PROBLEM_SOLVING,
            "attendance, absent, truancy, chronic absence, missing school",
            (1, 5),
            (
                (
                    "Who is missing school in the {team}?",
                    "The list has grown since the holidays. Could somebody look at it with us and "
                    "sort the reasons?",
                ),
                (
                    "Help with five families we do not reach",
                    "We have called and written. Is there another way, or somebody who knows them?",
                ),
            ),
            "I reached three of the families; two have moved, and their new schools know.",
        ),
        Offered(
            "A family evening, prepared together",
            Kind.STAKEHOLDER_SESSION,
            "parents, family night, open house",
            (2, 10),
            (
                (
                    "Prepare the evening for families of the {team}",
                    "We expect about fifty. We would like fewer speeches and more talk at tables.",
                ),
            ),
            "The plan for the evening and the cards for the tables are with you.",
        ),
    ),
)
_WELLBEING = Card(
    "Counseling and wellbeing lead",
    Role.SPECIALIST,
    Kasab(
        knowledge="How grief, fear and conflict show in school; what counselors can and can’t do.",
        attitudes="Calm first. Nobody in a school should be alone with a crisis.",
        skills="Leads the first days after a crisis; helps teams with plans for single students.",
        aspirations="Schools where students know one adult each to whom they would go.",
        behaviors="Picks up the phone at once, comes the same day when it is needed.",
    ),
    (
        Offered(
            "Support in a crisis",
            Kind.CRISIS_SUPPORT,
            "emergency, loss, grief, threat, safety",
            (1, 1),
            (
                (
                    "A loss in one of our families",
                    "Many students knew him. We would like somebody here tomorrow morning.",
                ),
            ),
            "We planned the morning by phone; two counselors of the neighbor school come over.",
        ),
        Offered(
            "A plan for students who need more",
            Kind.PROBLEM_SOLVING,
            "behavior, conduct, counseling, student support team, referral",
            (2, 6),
            (
                (
                    "Sort out how the student support team works",
                    "We meet every week and little follows. Could you sit in once and tell us "
                    "what you see?",
                ),
            ),
            "I read your notes and sent a shorter agenda; try it twice, then we talk.",
        ),
    ),
)
STUDENT_SERVICES = Told(
    "student-services",
    (_ATTENDANCE, _WELLBEING),
    (
        Work(
            Kind.PROBLEM_SOLVING,
            ("Look at the absence list with the front office", "Sort reasons of absence together"),
            (
                "Sorted the absence list by reason with the front office; eleven rides, nine ill",
                "Went through the list name by name; four families get a visit before Friday",
                "Looked at absence by weekday with the {team}; Mondays stand out",
            ),
            ("Send the list by Monday noon", "Call the families that nobody reached"),
            (45, 60),
            4,
        ),
        Work(
            Kind.DATA_CONVERSATION,
            ("Read attendance with the leadership team",),
            ("Read attendance by grade with the leadership team; wrote two questions",),
            ("Bring absence by bus route",),
            (60, 75),
            2,
            coach_roles=("data_coach",),
        ),
        Work(
            Kind.STAKEHOLDER_SESSION,
            ("Meet families of the {team} about attendance",),
            ("Met twenty families; rides and early mornings came up most",),
            ("Ask about the second bus",),
            (75, 90),
            1,
        ),
        Work(
            Kind.CRISIS_SUPPORT,
            ("Be there after a hard week",),
            ("Was at the school after a hard morning; students and staff could come and talk",),
            (),
            (90, 110),
            1,
        ),
        Work(
            Kind.PROBLEM_SOLVING,
            ("Talk about two students by phone",),
            (
                "Talked through two plans by phone and agreed who calls whom",
                "Found the right agency for one family and made the first call",
            ),
            (),
            (15, 20, 30),
            4,
            far=True,
        ),
    ),
)
