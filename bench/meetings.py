"""How soon do others see a note, with 40 meetings of 60 people at once, and is any lost?

Runs in a process of its own, in a home that holds the demo district: `python -m bench.meetings`.
The load client stands beside the project (`../shared/tools/meeting_load.py`); it shares the machine
with the server. A few real browsers sit in the first meeting and watch for notes as people do.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be ready first
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.browsers import seen_in_browsers  # noqa: E402
from bench.machine import tell  # noqa: E402
from bench.starting import serving  # noqa: E402
from trellis.conversation.api import Conversation, move_step, plan, start  # noqa: E402
from trellis.district.api import (  # noqa: E402
    Org,
    OrgKind,
    Person,
    Role,
    confirm_position,
    keep_person,
    propose_position,
)
from trellis.evidence.api import Finding  # noqa: E402

TOOL = Path(__file__).resolve().parents[2] / "shared" / "tools" / "meeting_load.py"
MEETINGS, PEOPLE = 40, 60
RUNS = {
    "12 notes a second": ["--rate", "12", "--seconds", "30", "--repeat", "0.1"],
    "40 notes a second": ["--rate", "40", "--seconds", "30", "--repeat", "0.1"],
    "12 notes a second, streams cut every 30 s": ["--rate", "12", "--seconds", "30"]
    + ["--repeat", "0.1", "--drop-every", "30"],
}
WARM = 30
"""Seconds after its start until a server has loaded everything."""


def people() -> list[Person]:
    """Give the first school of the demo 60 people who take part."""
    school = Org.objects.filter(kind=OrgKind.SCHOOL).order_by("pk")[0]
    made = []
    for n in range(PEOPLE):
        person = keep_person(email=f"bench.{n}@juniper.example", name=f"Bench {n}")
        held = propose_position(
            person=person, role=Role.COACH, org=school, starts_on=timezone.localdate()
        )
        confirm_position(held, by=person)
        made.append(person)
    return made


def meetings(who: list[Person]) -> list[Conversation]:
    """Plan 40 conversations of all 60, and bring each to its step Observe."""
    lead, finding = who[0], Finding.objects.order_by("pk")[0]
    school = lead.positions.all()[0].org
    made = []
    for n in range(MEETINGS):
        talk = plan(
            by=lead,
            question=f"What do we see, table {n + 1}?",
            protocol_key="data_driven_dialogue",
            planned_for=timezone.now(),
            school=school,
            people=who,
            findings=[finding],
        )
        made.append(move_step(start(talk, by=lead), by=lead, to=2))
    return made


def cookies(who: list[Person]) -> list[str]:
    """Sign everybody in; return what each browser would send."""
    found = []
    for person in who:
        client = Client()
        client.force_login(person)
        found.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies['sessionid'].value}")
    return found


def measure() -> None:
    """Load the server as the tool does, run after run, with browsers watching each."""
    who = people()
    talks, signed = meetings(who), cookies(who)
    with tempfile.TemporaryDirectory() as folder, serving(Path(os.environ["TRELLIS_HOME"])) as at:
        names, jar = Path(folder, "meetings"), Path(folder, "cookies.json")
        names.write_text("\n".join(str(talk.pk) for talk in talks))
        jar.write_text(json.dumps(signed))
        found = {}
        time.sleep(WARM)
        for run, options in RUNS.items():
            load = partial(_load, at, names, jar, options)
            delays, said = seen_in_browsers(at, talks[0].pk, signed[:4], load)
            found[run] = json.loads((said or "{}").splitlines()[-1])
            found[run]["in_browsers_ms"] = _middle(delays)
    tell(meetings=MEETINGS, people=PEOPLE, runs=found)


def _middle(delays: list[float]) -> dict[str, float]:
    if len(delays) < 2:
        return {"n": len(delays)}
    late = statistics.quantiles(delays, n=20)[-1]
    return {"n": len(delays), "p50": round(statistics.median(delays)), "p95": round(late)}


def _load(at: str, names: Path, jar: Path, options: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, str(TOOL), at, "--meetings", f"@{names}", "--cookies", str(jar)]
    command += ["--listeners", str(PEOPLE), "--post-path", "/live/{meeting}/notes/"]
    command += ["--post-form", "kind=observation&words={text}", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    measure()
