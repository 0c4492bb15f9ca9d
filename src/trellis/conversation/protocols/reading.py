"""How is a protocol read from its file, and how are we told what is wrong with one?"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trellis.lib.api import BadInput

Kind = Literal[
    "prediction",
    "observation",
    "inference",
    "question",
    "theme",
    "hypothesis",
    "root_cause",
    "warm",
    "cool",
    "reflection",
    "process",
    "parked",
]
Speaks = Literal["all", "presenter", "group", "facilitator", "pairs", "nobody"]
ExitCheck = Literal["", "written", "by_each", "with_number", "rivals", "warm_and_cool"]

FIRST = ("data_driven_dialogue", "atlas")
"""The two that a district begins with stand first."""


class Step(BaseModel):
    """One step: what to do, for how long, who speaks, what may be written, what is seen.

    `who` says it in words; `speaks` is what the server goes by. `recalls` names kinds written
    earlier that stand beside this step. `forbids` are words that are hinted at, with the sentence
    `instead`. `exit_check` is asked when the facilitator goes on to the next step. `may_end` marks
    a step after which a meeting may end and another one carry on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")
    title: str = Field(min_length=1, max_length=60)
    minutes: int = Field(ge=1, le=120)
    says: str = Field(min_length=1, max_length=1000)
    who: str = Field(default="Everybody", max_length=80)
    writes: tuple[Kind, ...] = ()
    evidence: bool = False
    compare: bool = False
    commitments: bool = False
    opening: bool = False
    silent: bool = False
    turns: bool = False
    groups: bool = False
    votes: int = Field(default=0, ge=0, le=20)
    speaks: Speaks = "all"
    recalls: tuple[Kind, ...] = ()
    forbids: tuple[str, ...] = ()
    instead: str = Field(default="", max_length=300)
    exit_check: ExitCheck = ""
    may_end: bool = False
    spans: str = ""


class Protocol(BaseModel):
    """A way to talk about evidence. `edition` changes when the words of a step change.

    `names` holds other titles of its steps, by the edition that uses them: each is a way to talk
    of its own that differs in nothing else. `variant_of` is then the key of the first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    key: str
    title: str = Field(min_length=1, max_length=120)
    edition: str = Field(min_length=1, max_length=20)
    credit: str = Field(min_length=1, max_length=1000)
    link: str = Field(default="", pattern=r"^(https://\S+)?$")
    good_for: str = Field(alias="for", min_length=1, max_length=400)
    names: dict[str, dict[str, str]] = {}
    variant_of: str = ""
    steps: tuple[Step, ...] = Field(alias="step", min_length=2, max_length=20)

    @property
    def minutes(self) -> int:
        """How long the whole takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def spans_meetings(self) -> bool:
        """Whether a run of it takes more than one meeting."""
        return any(step.may_end for step in self.steps)

    @property
    def has_presenter(self) -> bool:
        """Whether somebody presents, and listens while the group speaks."""
        return any(step.speaks in ("presenter", "group") for step in self.steps)


def checked(given: dict[str, Any], *, where: str) -> Protocol:
    """Return the protocol, or raise BadInput naming the step and what was expected."""
    try:
        found = Protocol.model_validate(given)
    except ValidationError as error:
        raise BadInput(f"{where}: {_first_trouble(error, given)}") from None
    trouble = _whole(found)
    if trouble:
        raise BadInput(f"{where}: {trouble}")
    return found


@lru_cache(maxsize=1)
def protocols() -> dict[str, Protocol]:
    """Return every protocol that comes with Trellis by its key, each file checked."""
    found: dict[str, Protocol] = {}
    for file in sorted(Path(__file__).parent.glob("*.toml")):
        one = read(file)
        found[one.key] = one
        for edition, titles in one.names.items():
            found |= {f"{one.key}_{edition}": _named(one, edition, titles)}
    order = [key for key in FIRST if key in found]
    return {key: found[key] for key in [*order, *(k for k in found if k not in order)]}


def read(file: Path) -> Protocol:
    """Read one file. Raises BadInput naming the file, the step and what was expected."""
    try:
        given = tomllib.loads(file.read_text())
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{file.name}: this is not TOML ({error}).") from None
    found = checked(given, where=file.name)
    if found.key != file.stem:
        raise BadInput(f"{file.name}: its key is “{found.key}”; it must be the file’s own name.")
    return found


def protocol(key: str) -> Protocol:
    """Return one protocol, or raise BadInput naming those there are."""
    found = protocols().get(key)
    if found is None:
        raise BadInput(f"No protocol “{key}”. There are: {', '.join(protocols())}.")
    return found


def _named(one: Protocol, edition: str, titles: dict[str, str]) -> Protocol:
    steps = [s.model_copy(update={"title": titles.get(s.key, s.title)}) for s in one.steps]
    changed = {
        "key": f"{one.key}_{edition}",
        "title": f"{one.title}, names of {edition}",
        "edition": f"{one.edition}-{edition}",
        "steps": tuple(steps),
        "names": {},
        "variant_of": one.key,
    }
    return one.model_copy(update=changed)


def _whole(one: Protocol) -> str:
    """Say what is missing for a conversation that Trellis can hold; empty when nothing is."""
    keys = [step.key for step in one.steps]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    if twice:
        return f"two steps have the key “{twice}”; each step has its own."
    if one.steps[0].evidence:
        return f"step 1, “{one.steps[0].title}”: the first step is held without the evidence."
    if not any(step.opening for step in one.steps):
        return "no step opens with the last promises; mark one, best the first."
    if not any(step.commitments for step in one.steps):
        return "no step makes promises; mark the step in which they are made."
    for edition, titles in one.names.items():
        strange = sorted(set(titles) - set(keys))
        if strange:
            return f"the names of {edition} speak of a step “{strange[0]}”; there is none."
    return next((said for n, step in enumerate(one.steps, 1) if (said := _fits(n, step))), "")


def _fits(number: int, step: Step) -> str:
    which = f"step {number}, “{step.title}”:"
    of_evidence = sorted({"observation", "inference"} & set(step.writes))
    if of_evidence and not step.evidence:
        return f"{which} it takes {of_evidence[0]}s, so the evidence must be there."
    if step.exit_check and step.exit_check != "rivals" and not step.writes:
        return f"{which} it asks for notes before going on, but takes none."
    if step.exit_check == "with_number" and "prediction" not in step.writes:
        return f"{which} it asks for a number, so it must take predictions."
    if step.forbids and not step.instead:
        return f"{which} it hints at words; say in “instead” what to write instead."
    return ""


def _first_trouble(error: ValidationError, given: dict[str, Any]) -> str:
    one = error.errors()[0]
    place = [part for part in one["loc"] if not (isinstance(part, str) and "[" in part)]
    which, field = "", str(place[-1]) if place else "it"
    if len(place) > 1 and place[0] == "step" and isinstance(place[1], int):
        steps = given.get("step", [])
        title = steps[place[1]].get("title", "") if place[1] < len(steps) else ""
        which = f"step {place[1] + 1}, “{title}”: " if title else f"step {place[1] + 1}: "
        field = str(place[2]) if len(place) > 2 else "step"
    return f"{which}{field}: {_expected(one)}"


def _expected(one: Any) -> str:
    context = one.get("ctx", {})
    found = repr(one.get("input"))[:40]
    known = {
        "missing": "it is missing.",
        "extra_forbidden": "there is no such field.",
        "literal_error": f"expected one of {context.get('expected', '')}; found {found}.",
        "greater_than_equal": f"expected at least {context.get('ge')}; found {found}.",
        "less_than_equal": f"expected at most {context.get('le')}; found {found}.",
        "int_parsing": f"expected a whole number; found {found}.",
        "string_too_short": "write a few words.",
        "string_too_long": f"at most {context.get('max_length')} letters.",
        "too_short": f"expected at least {context.get('min_length')} of them.",
        "too_long": f"expected at most {context.get('max_length')} of them.",
        "string_pattern_mismatch": f"expected the form {context.get('pattern')}; found {found}.",
    }
    said = str(one["msg"])
    return known.get(one["type"], f"{said[:1].lower()}{said[1:]}; found {found}.")
