"""How are a goal and a look read from a form?"""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from trellis.commitments.acts.aiming import Number
from trellis.commitments.forms import read_day, read_key
from trellis.commitments.models import Goal
from trellis.commitments.queries_goals import goals_seen_by
from trellis.district.api import Department, Person
from trellis.evidence.api import Finding, findings_seen_by
from trellis.lib.api import BadInput, figure, whole

_FIGURE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,3})?")


def read_goal(form: QueryDict, *, by: Person) -> dict[str, Any]:
    """Read everything about a goal but its place."""
    finding = chosen_finding(form, by=by)
    by_when = form.get("by_when", "")
    mark = form.get("mark", "")
    return {
        "words": form.get("words", ""),
        "team": form.get("team", ""),
        "owner_role": form.get("owner_role", ""),
        "department": _department(form),
        "parent": chosen_goal(form, "parent", by=by),
        "number": Number(finding, mark, form.get("way", ""), _target(form))
        if finding and mark
        else None,
        "by_when": read_day(by_when, of="this goal") if by_when else None,
        "key": read_key(form),
    }


def chosen_finding(form: QueryDict, *, by: Person) -> Finding | None:
    """Return the finding that was chosen, of those that she may see."""
    return findings_seen_by(by).filter(pk=whole(form.get("finding", "")) or 0).first()


def chosen_goal(form: QueryDict, name: str, *, by: Person) -> Goal | None:
    """Return the goal that was chosen, of those that she may see and that stand."""
    return goals_seen_by(by).filter(pk=whole(form.get(name, "")) or 0).first()


def _department(form: QueryDict) -> Department | None:
    return Department.objects.filter(pk=whole(form.get("department", "")) or 0).first()


def _target(form: QueryDict) -> float | None:
    said = form.get("target", "")
    try:
        return figure(said, fits=_FIGURE)
    except ValueError:
        raise BadInput(f"Write the target as digits; found “{said.strip()[:20]}”.") from None
