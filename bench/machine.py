"""On which machine, and how much does a child process take?"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Run:
    """What a child process said, how long it took by the clock, and its highest memory."""

    said: dict[str, Any]
    seconds: float
    cpu_seconds: float
    peak_mib: float


def run_child(module: str, *args: str, home: Path, **settings: str) -> Run:
    """Run a module of the bench in a process of its own, with a folder of its own.

    The child ends with one line of JSON; its memory is that of itself and of its own children.
    """
    own = {"TRELLIS_HOME": str(home), "TRELLIS_MODE": "demo", "TRELLIS_TIME_ZONE": "UTC"}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", module, *args],
        env=os.environ | own | settings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - began
    said = json.loads(done.stdout.splitlines()[-1])
    return Run(said, seconds, said.pop("cpu_seconds"), said.pop("peak_mib"))


def tell(**said: Any) -> None:
    """End a child: say what was found, with the memory and the processor time it took."""
    own, below = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime
    peak = max(own.ru_maxrss, below.ru_maxrss) / 1024
    sys.stdout.write(json.dumps(said | {"cpu_seconds": cpu, "peak_mib": peak}) + "\n")


def load() -> float:
    """Return how many processes wanted to run in the last minute."""
    return os.getloadavg()[0]


def described() -> str:
    """Name the machine and the day."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores, {pages:.0f} GiB, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release().split('-')[0]}; {datetime.now(UTC):%Y-%m-%d}"
    )
