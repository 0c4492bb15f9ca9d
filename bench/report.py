"""How are the figures of one run written down?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

README = Path(__file__).with_name("README.md")
_HEAD = """# Measurements

`make bench` makes a district of 200,000 students and measures on it. Speed is never asserted in
tests; it is measured here, side by side in one run, and the machine is named. Each part runs in a
process of its own, so that memory is its own.
`python -m bench --students 20000` is a quick look and leaves this page alone.
"""
Line = tuple[str, str, str, str]
"""What was measured, the figure, its target, the plain baseline of the same run."""


@dataclass
class Report:
    """Gathers lines and prints them as a table."""

    machine: str
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, found: str, target: str = "", plain: str = "") -> None:
        """Add one line, and say it at once."""
        self.lines.append((what, found, target, plain))
        print(f"  {what}: {found}" + (f" (target {target})" if target else ""), flush=True)

    def text(self) -> str:
        """Return the table and what belongs to it."""
        head = ("Measured", "Found", "Target", "Beside it")
        rows = ["| " + " | ".join(line) + " |" for line in (head, ("---",) * 4, *self.lines)]
        return "\n".join([f"{self.machine}.", "", *rows, "", *self.notes]).rstrip() + "\n"

    def keep(self) -> None:
        """Write the page."""
        README.write_text(f"{_HEAD}\n{self.text()}")


def steps(taken: dict[str, float], *, least: float) -> Sequence[str]:
    """Return the steps that took longest, as words."""
    longest = sorted(taken.items(), key=lambda pair: -pair[1])
    return [f"{name} {seconds:.1f} s" for name, seconds in longest if seconds >= least]
