"""How is a protocol read from its file?"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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


class Step(BaseModel):
    """One step: what to do, for how long, who speaks, what may be written, what is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    title: str
    minutes: int = Field(ge=1, le=120)
    says: str
    who: str = "Everybody"
    writes: tuple[Kind, ...] = ()
    evidence: bool = False
    compare: bool = False
    commitments: bool = False
    opening: bool = False
    silent: bool = False
    turns: bool = False
    groups: bool = False
    votes: int = Field(default=0, ge=0, le=20)
    speaks: Literal["all", "presenter", "group", "facilitator", "pairs", "nobody"] = "all"


class Protocol(BaseModel):
    """A way to talk about evidence. `edition` changes when the words of a step change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    key: str
    title: str
    edition: str
    credit: str
    good_for: str = Field(alias="for")
    steps: tuple[Step, ...] = Field(alias="step", min_length=2)

    @property
    def minutes(self) -> int:
        """How long the whole takes."""
        return sum(step.minutes for step in self.steps)


@lru_cache(maxsize=1)
def protocols() -> dict[str, Protocol]:
    """Return every protocol by its key."""
    folder = Path(__file__).parent
    found = [Protocol.model_validate(tomllib.loads(p.read_text())) for p in folder.glob("*.toml")]
    return {
        one.key: one for one in sorted(found, key=lambda one: one.key != "data_driven_dialogue")
    }


def protocol(key: str) -> Protocol:
    """Return one protocol, or raise BadInput naming those there are."""
    found = protocols().get(key)
    if found is None:
        raise BadInput(f"No protocol “{key}”. There are: {', '.join(protocols())}.")
    return found
