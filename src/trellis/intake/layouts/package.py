"""What is each file of a delivery, and what does its manifest promise?"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from trellis.intake.layouts import oneroster, own
from trellis.intake.layouts.standard import FILES
from trellis.intake.reading.opening import Member
from trellis.intake.reading.text import drop_copies, text_of
from trellis.lib.api import BadInput, listed

_ROSTER = {name.casefold(): name for name in oneroster.LAYOUTS}
_UNREAD = {name.casefold(): name for name in FILES["1.2"] if name not in oneroster.LAYOUTS}
_OWN = {name.casefold(): name for name in own.LAYOUTS}
_MODES = ("bulk", "delta", "absent")


@dataclass
class Package:
    """A delivery sorted by what its files are; `version` is 1.1 or 1.2 when it holds a roster.

    `asks`: what a person must confirm, because nothing in the delivery says it.
    """

    roster: dict[str, Member] = field(default_factory=dict)
    unread: dict[str, Member] = field(default_factory=dict)
    own: dict[str, Member] = field(default_factory=dict)
    others: list[Member] = field(default_factory=list)
    version: str = ""
    warnings: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)


def sort_out(members: list[Member]) -> Package:
    """Sort a delivery's files. Raises BadInput for a delta or for what a manifest misses."""
    package = Package()
    manifest: dict[str, str] | None = None
    for member in members:
        stem = Path(member.name).stem
        folded = stem.casefold()
        name = _ROSTER.get(folded) or _UNREAD.get(folded) or _OWN.get(folded) or ""
        if folded == "manifest":
            manifest = _manifest(member)
        elif folded in _ROSTER:
            package.roster[name] = member
        elif folded in _UNREAD:
            package.unread[name] = member
            package.warnings.append(f"{member.name} is not read.")
        elif folded in _OWN:
            package.own[name] = member
        else:
            package.others.append(member)
        if name and stem != name:
            package.warnings.append(f"{member.name} was read as {name}.csv.")
    if package.roster:
        _check(package, manifest)
    return package


def _manifest(member: Member) -> dict[str, str]:
    said: dict[str, str] = {}
    try:
        text = text_of(member.path, member.name)
        with text.path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.reader(file), 1):
                if len(row) < 2 or row[0].strip() == "propertyName":
                    continue
                name, value = row[0].strip(), row[1].strip()
                if name in said and said[name] != value:
                    raise BadInput(
                        f"{member.name}, line {line}: “{name}” is said twice, “{said[name]}” and "
                        f"“{value}”."
                    )
                said[name] = value
    finally:
        drop_copies(member.path)
    return said


def _check(package: Package, manifest: dict[str, str] | None) -> None:
    package.version = "1.2" if "roles" in package.roster else "1.1"
    if manifest is None:
        package.asks.append(
            f"There is no manifest.csv. By its files this is OneRoster {package.version}, and each "
            "of them is taken to be complete (bulk): whoever it does not name has left."
        )
    else:
        _keep_promises(package, manifest)
    missing = [name for name in oneroster.NEEDED if name not in package.roster]
    if missing:
        files = listed([f"{name}.csv" for name in missing])
        raise BadInput(f"The roster lacks {files}. A roster needs these files, each complete.")


def _keep_promises(package: Package, manifest: dict[str, str]) -> None:
    version = manifest.get("oneroster.version", "")
    if version not in ("1.1", "1.2") and not version.startswith(("1.1.", "1.2.")):
        raise BadInput(f"manifest.csv: found oneroster.version “{version}”, expected 1.1 or 1.2.")
    package.version = version[:3]
    modes = {key[5:]: value.lower() for key, value in manifest.items() if key.startswith("file.")}
    _check_modes(modes)
    there = package.roster | package.unread
    for name, member in there.items():
        mode = modes.get(name, "")
        if mode == "absent":
            package.warnings.append(f"{member.name} is there although the manifest says absent.")
            package.roster.pop(name, None)
        elif not mode:
            raise BadInput(
                f"{member.name} is there and manifest.csv does not list it; nothing says whether "
                f"it is complete. Add “file.{name},bulk” to the manifest, or leave the file out."
            )
    for name, mode in modes.items():
        if mode == "bulk" and name in FILES["1.2"] and name not in there:
            raise BadInput(f"manifest.csv promises {name}.csv, and it is not in the delivery.")


def _check_modes(modes: dict[str, str]) -> None:
    for name, mode in modes.items():
        if mode not in _MODES:
            raise BadInput(
                f"manifest.csv: found “{mode}” for file.{name}, expected {listed(_MODES, 'or')}."
            )
    deltas = sorted(name for name, mode in modes.items() if mode == "delta")
    if deltas:
        raise BadInput(
            f"manifest.csv says that {listed(deltas)} hold only changes (delta). Trellis reads "
            "complete files (bulk): read as complete, a delta would end everybody else’s enrolment."
        )
