"""Do two sides call the same work by the same name?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from trellis.statistics.intervals import Estimate, share


def agreement(one: Sequence[Hashable], other: Sequence[Hashable]) -> Estimate:
    """Return Cohen's kappa: agreement beyond chance, 1 complete, 0 as if by chance.

    Kappa: Cohen (1960). Interval: normal, with the standard error of Fleiss, Cohen and Everitt
    (1969, Psychological Bulletin 72, 323-327), cut at -1 and 1. That error is 0 when all or none
    agree, which claims too much: there the limits are Wilson's of the share that agrees, put on
    the scale of kappa. Raises ValueError without pairs, or when both sides use one and the same
    word throughout: chance is then certain to agree.
    """
    from statsmodels.stats.inter_rater import cohens_kappa  # noqa: PLC0415 - slow to load

    words = list(dict.fromkeys([*one, *other]))
    if len(one) != len(other) or len(words) < 2:
        raise ValueError("Agreement takes pairs, and at least two words between both sides.")
    place = {word: at for at, word in enumerate(words)}
    counted = np.zeros((len(words), len(words)))
    for first, second in zip(one, other, strict=True):
        counted[place[first], place[second]] += 1
    alike = share(float(np.trace(counted)), len(one))
    with np.errstate(invalid="ignore"):  # a variance of 0 comes out as a little less
        found = cohens_kappa(counted)
    low, high = float(found.kappa_low), float(found.kappa_upp)
    if alike.value in (0, 1):
        chance = float(counted.sum(axis=0) @ counted.sum(axis=1)) / len(one) ** 2
        low, high = ((limit - chance) / (1 - chance) for limit in (alike.low, alike.high))
    return Estimate(float(found.kappa), max(-1.0, low), min(1.0, high), len(one))
