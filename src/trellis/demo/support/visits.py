"""How do the visits of the story become what the room takes over?"""

from __future__ import annotations

from datetime import datetime, timedelta

from trellis.commitments.api import Side
from trellis.demo.cast import BITTERROOT, OAK
from trellis.demo.support.afterwards import answered, ended, followed, looked_at
from trellis.demo.support.beforehand import announced_at, until_it_began
from trellis.demo.support.days import Days, at
from trellis.demo.support.outing import Outing, World
from trellis.demo.support.teams import team_of
from trellis.demo.support.truth import SupportTruth
from trellis.district.api import Person
from trellis.lib.api import school_year_of
from trellis.support.api import (
    Hat,
    Kind,
    Log,
    Mode,
    PastStep,
    PastVisit,
    Plan,
    Started,
    SupportRequest,
    VisitState,
)

FORGOTTEN = 0.2
"""How often the district forgot to write down what nobody announced, and the school did."""


class Telling:
    """Tells visits, one after the other, with what the story knows."""

    def __init__(self, world: World, days: Days, truth: SupportTruth) -> None:
        self.world, self.days, self.truth = world, days, truth
        self.dice = truth.dice("how visits went")

    def tell(self, outing: Outing, request: SupportRequest | None) -> PastVisit | None:
        """Tell a visit until now; None when nobody knows of it yet."""
        few = outing.worker.unit == self.truth.unannounced
        announced = announced_at(outing, self.days, self.dice, few=few)
        if (announced or outing.logged_at) > self.days.now:
            return None
        lead, principal = outing.worker.person, self._principal(outing)
        before = (
            until_it_began(outing, announced, principal, self.days, self.dice) if announced else []
        )
        plan = self._plan(outing, request)
        if before and before[-1].became in (VisitState.DECLINED, VisitState.CANCELLED):
            return PastVisit(plan, lead, tuple(before))
        if outing.logged_at > self.days.now or self._never_written(outing):
            joined = tuple(one.person for one in outing.joined)
            return PastVisit(plan, lead, tuple(before), joined=joined) if before else None
        if self._was_forgotten(outing, before):
            return self._from_school(outing, plan)
        return self._took_place(outing, plan, before, principal)

    def _took_place(
        self, outing: Outing, plan: Plan, before: list[PastStep], principal: Person
    ) -> PastVisit:
        lead, days, dice = outing.worker.person, self.days, self.dice
        done = PastStep(VisitState.DONE, lead, outing.logged_at)
        log, ends = self._log(outing, plan), None
        if outing.work is not None and plan.with_person is None:
            log = followed(log, outing, principal, days, dice)
            ends = ended(log, days, dice) if log.next else None
        steps = [*before, done]
        if not outing.required:
            always = outing.school.key in (OAK, BITTERROOT)
            after = answered(done, plan, principal, days, dice, always=always)
            steps += [after] if after else []
        return PastVisit(
            plan,
            lead,
            tuple(steps),
            log=log,
            joined=tuple(one.person for one in outing.joined),
            ended=ends,
            seen_as=looked_at(steps[-1], plan, dice),
        )

    def _from_school(self, outing: Outing, plan: Plan) -> PastVisit:
        """The school wrote down what the district forgot; who came says that it is fair."""
        written = outing.end + timedelta(minutes=outing.late)
        said = at(self.days.after(outing.day, 1), 9 * 60)
        lead = outing.worker.person
        steps = [PastStep(VisitState.DONE, self._principal(outing), written, side=Side.SCHOOL)]
        if said <= self.days.now:
            steps.append(PastStep(VisitState.FAIR, lead, said))
        return PastVisit(plan, lead, tuple(steps), log=self._log(outing, plan))

    def _plan(self, outing: Outing, request: SupportRequest | None) -> Plan:
        work, dice = outing.work, self.dice
        if work is None:
            return Plan(
                outing.school,
                Kind.REQUIRED_VISIT,
                Hat.SUPERVISE,
                Started.REQUIRED,
                outing.start,
                outing.end,
            )
        team = team_of(outing.school, dice)
        words = {"team": team, "window": _window(outing.start)}
        purpose = dice.choice(work.purposes)
        between_two = work.kind == Kind.PRINCIPAL_COACHING
        return Plan(
            outing.school,
            work.kind,
            Hat.SUPERVISE if work.kind == Kind.JOINT_WALK else Hat.SUPPORT,
            self._started(outing),
            outing.start,
            outing.end,
            purpose if outing.asking else purpose.format(**words),
            team="" if outing.asking else team if "{team}" in purpose else "",
            mode=dice.choice((Mode.PHONE, Mode.VIDEO)) if outing.far else Mode.IN_PERSON,
            with_person=self._principal(outing) if between_two else None,
            request=request,
            coach_roles=work.coach_roles,
        )

    def _log(self, outing: Outing, plan: Plan) -> Log:
        dice, work = self.dice, outing.work
        if work is None or plan.with_person is not None:
            return Log(outing.minutes, outing.start, people_at_school={"leaders": 1})
        people = {"leaders": dice.choice((0, 1, 1, 2)), "teachers": dice.randint(1, 7)}
        if outing.far:
            people = {"leaders": 1}
        words = {"team": plan.team or team_of(outing.school, dice), "window": _window(plan.start)}
        return Log(
            max(10, outing.minutes + dice.choice((-10, -5, 0, 0, 0, 5, 10))),
            outing.start + timedelta(minutes=dice.choice((0, 0, 0, 5))),
            dice.choice(work.did).format(**words),
            people_at_school={who: number for who, number in people.items() if number},
            travel_minutes=0 if outing.far else dice.choice((0, 0, 0, 12, 18, 25)),
        )

    def _started(self, outing: Outing) -> str:
        if outing.asking is not None:
            return Started.SCHOOL_REQUEST
        if outing.work is not None and outing.work.kind == Kind.CRISIS_SUPPORT:
            return Started.INCIDENT
        year = school_year_of(outing.day)
        share = self.truth.by_request.get(year, 0.5)
        agreed = self.dice.random() < share
        return Started.AGREED_PLAN if agreed else Started.DISTRICT_OFFER

    def _never_written(self, outing: Outing) -> bool:
        old = outing.day < self.days.ago(3)
        return outing.asking is None and old and self.dice.random() < 0.012

    def _was_forgotten(self, outing: Outing, before: list[PastStep]) -> bool:
        own = outing.work is not None and outing.asking is None and not outing.joined
        if before or outing.far or not own or outing.worker.network is not None:
            return False
        return self.dice.random() < FORGOTTEN

    def _principal(self, outing: Outing) -> Person:
        return self.world.principals[outing.school.pk]


def _window(moment: datetime) -> str:
    return "fall" if moment.month >= 8 else "winter" if moment.month < 4 else "spring"
