"""What does Special Education offer, and how does its work read?"""

from __future__ import annotations

from trellis.demo.support.said import Card, Offered, Told, Work
from trellis.district.api import Role
from trellis.support.api import Kasab, Kind

_INCLUSION = Card(
    "Inclusion specialist",
    Role.SPECIALIST,
    Kasab(
        knowledge="Individual education programs, co-teaching, what access to a lesson takes.",
        attitudes="Students with disabilities are everybody’s students, in everybody’s room.",
        skills="Co-plans lessons, watches one student with a teacher’s eyes, writes usable goals.",
        aspirations="Programs that a substitute could follow, and meetings that families enjoy.",
        behaviors="Listens to the student first, and brings the forms filled in.",
    ),
    (
        Offered(
            "Co-planning with two teachers",
            Kind.PLC_FACILITATION,
            "co-teaching, inclusion, IEP, accommodations, modifications",
            (2, 7),
            (
                (
                    "Co-plan two sections of the {team}",
                    "Two teachers share these sections since August. They would like an hour to "
                    "plan who does what.",
                ),
                (
                    "Accommodations that fit the new unit",
                    "Seven students of the {team} have programs. What would help them here?",
                ),
            ),
            "I marked the places in the unit where students need another way in, with examples.",
        ),
        Offered(
            "Help with evaluations and timelines",
            Kind.COMPLIANCE_HELP,
            "evaluation, timeline, due process, meeting, paperwork",
            (1, 5),
            (
                (
                    "Three evaluations that run late",
                    "Our psychologist is out. Could somebody take over, so that families do not "
                    "wait?",
                ),
            ),
            "All three have a date now; families were called.",
        ),
    ),
)
_BEHAVIOR = Card(
    "Behavior and related services lead",
    Role.SPECIALIST,
    Kasab(
        knowledge="Function of behavior, de-escalation, speech and motor services by law.",
        attitudes="Behavior tells us what a student cannot yet say.",
        skills="Watches a room without disturbing it; writes plans of one page that people use.",
        aspirations="Fewer students sent out, and nobody restrained.",
        behaviors="Comes back after two weeks to see what became of a plan.",
    ),
    (
        Offered(
            "A behavior plan that fits the room",
            Kind.PROBLEM_SOLVING,
            "behavior, outburst, de-escalation, plan, FBA",
            (1, 5),
            (
                (
                    "A student of the {team} who leaves the room",
                    "It happens daily after lunch. Could you watch, and help us write a plan that "
                    "we can keep up?",
                ),
            ),
            "We talked it through by video; the plan is one page, try it for two weeks.",
        ),
    ),
)
SPECIAL_EDUCATION = Told(
    "special-education",
    (_INCLUSION, _BEHAVIOR),
    (
        Work(
            Kind.PLC_FACILITATION,
            ("Co-plan two sections of the {team}", "Plan accommodations for the next unit"),
            (
                "Co-planned two sections of the {team}; each teacher leads one part of the lesson",
                "Went through the unit and marked where seven students need another way in",
            ),
            ("Send the marked unit", "Watch one lesson each and compare notes"),
            (60, 90),
            4,
            coach_roles=("instructional_specialist",),
        ),
        Work(
            Kind.PROBLEM_SOLVING,
            ("Watch the time after lunch with the {team}",),
            ("Watched two rooms after lunch; the quiet task comes first now, signals are agreed",),
            ("See in two weeks what became of it",),
            (45, 60, 90),
            3,
        ),
        Work(
            Kind.COMPLIANCE_HELP,
            ("Sit with the case managers over timelines",),
            ("Went through the timelines; two meetings moved up, families were called",),
            ("Send the list of open evaluations",),
            (45, 60),
            2,
        ),
        Work(
            Kind.COMPLIANCE_HELP,
            ("Answer questions about a form",),
            ("Answered questions about a form and sent an example",),
            (),
            (10, 15, 20),
            3,
            far=True,
        ),
        Work(
            Kind.STAFFING_HELP,
            ("Find cover for an aide who is out",),
            ("Found cover for an aide who is out for three weeks",),
            (),
            (15, 30),
            1,
            far=True,
        ),
    ),
)
