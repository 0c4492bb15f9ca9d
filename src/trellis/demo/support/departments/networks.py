"""How does the work of principal supervisors read?"""

from __future__ import annotations

from trellis.demo.support.said import Told, Work
from trellis.support.api import Kind

NETWORKS = Told(
    "networks",
    (),
    (
        Work(
            Kind.JOINT_WALK,
            ("Our monthly walk. You choose the rooms.",),
            (
                "Walked six rooms with the principal, who chose them; talked about student talk",
                "Walked the {team}’s rooms with the principal; wrote down two patterns, no names",
            ),
            ("Ask about the second bus", "Find an hour for the leadership team"),
            (45, 60),
            4,
        ),
        Work(
            Kind.PRINCIPAL_COACHING,
            ("Our monthly talk",),
            ("",),
            (),
            (45, 60),
            2,
        ),
        Work(
            Kind.BUFFERING,
            ("Talk about what could wait",),
            (
                "Moved two forms to after the break and told the departments",
                "Took a survey off the school; the office has the figures already",
            ),
            (),
            (15, 20, 30),
            3,
            far=True,
        ),
        Work(
            Kind.BROKERING,
            ("Bring two principals together",),
            ("Brought two principals together about lunch duty; they visit each other",),
            (),
            (15, 20),
            1,
            far=True,
        ),
    ),
)
