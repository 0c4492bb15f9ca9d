"""By which definitions is support set against need?"""

from __future__ import annotations

from trellis.support.metrics.definition import Definition
from trellis.support.queries.equity import DAYS

SPREAD = Definition(
    number=9,
    key="equity",
    title="Support goes where need is",
    question="Do schools with more need get more support?",
    says="The index of support over need is {}",
    form="index",
    formula="Concentration index of support hours for 100 students over need: twice the covariance "
    "of a school’s hours with its rank by the need index, over the mean; students weigh, not "
    "schools. Hours are those of visits with the supporting hat whose record both sides call fair, "
    "in 90 school days; travel is left out. 0 is spread evenly, above 0 is more where need is "
    "higher. The interval is a bootstrap over schools.",
    unit="index from −1 to 1",
    counts="schools",
    trap="Hours are not quality; an index of need can be bent.",
    guard="The need index is published with its definition and a version. Read it beside “Worth "
    "our time”.",
    least=15,
    levels=("district",),
    days=DAYS,
    leaves_out="coaching between two people, required visits, visits that a school told "
    "differently, schools whose need or students may not be shown",
)
GAPS = Definition(
    number=10,
    key="gaps",
    title="Where the next free day would help",
    question="Which schools get less than others with such need?",
    says="{}",
    form="gaps",
    formula="The distance of a school’s support hours for 100 students from a robust line of hours "
    "over need (Theil-Sen). Schools are named whose interval lies below the line and that stand "
    "further below it than schools usually do.",
    unit="hours for 100 students",
    counts="schools",
    trap="It reads like a verdict.",
    guard="It is a place to look, by name and without ranks. The school may know why.",
    least=15,
    levels=("district",),
    days=DAYS,
)
