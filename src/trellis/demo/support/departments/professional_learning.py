"""What does Professional Learning offer, and how does its work read?"""

from __future__ import annotations

from trellis.demo.support.said import Card, Offered, Told, Work
from trellis.district.api import Role
from trellis.support.api import Kasab, Kind

_FACILITATOR = Card(
    "Facilitator of professional learning",
    Role.SPECIALIST,
    Kasab(
        knowledge="Protocols, adult learning, what makes a team learn together and not just meet.",
        attitudes="The people in the room can solve it; I keep time and the door open.",
        skills="Plans and leads meetings, rehearses them with team leads, hands them over.",
        aspirations="Team leads who facilitate without me by spring.",
        behaviors="Sends the agenda two days before, and ends on time.",
    ),
    (
        Offered(
            "Facilitating a meeting",
            Kind.PROTOCOL_RUN,
            "facilitator, agenda, protocol, meeting, retreat, difficult conversation",
            (2, 7),
            (
                (
                    "Facilitate a conversation of the {team}",
                    "We agree too fast, or not at all. Would you lead one meeting, so that all of "
                    "us can take part?",
                ),
                (
                    "Plan our half-day in January",
                    "Forty people, three hours. We would like to leave with one decision.",
                ),
            ),
            "The agenda with its timings is with you; I am on the phone while you lead it.",
        ),
        Offered(
            "Learning teams: a start, or a new start",
            Kind.PLC_FACILITATION,
            "PLC, learning team, norms, cycle, team lead",
            (2, 8),
            (
                (
                    "A new start for the {team}",
                    "Two people left and two came. The meetings have become announcements.",
                ),
            ),
            "I sent a first agenda and two questions with which other teams began.",
        ),
    ),
)
_DIRECTOR = Card(
    "Director of professional learning",
    Role.PL_DIRECTOR,
    Kasab(
        knowledge="What every department offers teachers, which credits count, what it costs.",
        attitudes="A school’s own plan comes first; ours has to fit into it.",
        skills="Brings departments together, finds days and substitutes, says no when it is full.",
        aspirations="One plan a school, with fewer and longer pieces.",
        behaviors="Answers for every department when nobody knows who should.",
    ),
    (
        Offered(
            "Substitutes for time together",
            Kind.STAFFING_HELP,
            "substitute, release time, coverage, professional day, sub",
            (2, 5),
            (
                (
                    "Two substitute days for the {team}",
                    "They want to watch each other teach. Any two days before the break would do.",
                ),
            ),
            "You have two substitutes on both days; the codes are in your mail.",
        ),
    ),
)
PROFESSIONAL_LEARNING = Told(
    "professional-learning",
    (_FACILITATOR, _DIRECTOR),
    (
        Work(
            Kind.PROTOCOL_RUN,
            ("Lead one meeting of the {team}, and hand over the next",),
            (
                "Led a meeting of the {team}; everybody spoke, one decision was written down",
                "Watched the team lead’s meeting and talked about it afterwards",
            ),
            ("Lead the next meeting with me on the phone",),
            (45, 60),
            3,
            coach_roles=("learning_facilitator",),
        ),
        Work(
            Kind.PLANNING_RETREAT,
            ("Plan the half-day of professional learning",),
            ("Planned the half-day with the leadership team; three hours, one question",),
            ("Send the agenda",),
            (90, 110),
            1,
        ),
        Work(
            Kind.PLC_FACILITATION,
            ("Start the cycle of the {team} anew",),
            ("The {team} chose one question for six weeks and who brings what",),
            ("Bring the first pieces of work",),
            (45, 60),
            3,
        ),
        Work(
            Kind.STAFFING_HELP,
            ("Find substitutes for time together",),
            ("Found substitutes for two mornings", "Moved a session so that the {team} can go"),
            (),
            (15, 20),
            3,
            far=True,
        ),
    ),
)
