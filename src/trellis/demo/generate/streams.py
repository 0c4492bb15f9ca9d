"""Which random numbers belong to which part, so that no part moves another?

Each part draws from a stream of its own, named by words and numbers, and always draws for the whole
year: a later day shows more of the same numbers, never others.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np


@dataclass(frozen=True)
class Streams:
    """The streams of one seed."""

    seed: int

    def of(self, part: str, *numbers: int) -> np.random.Generator:
        """Return the stream of a part, from its beginning."""
        return np.random.default_rng([self.seed, crc32(part.encode()), *numbers])
