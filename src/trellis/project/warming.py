"""What does a server load before somebody has to wait for it, and keep out of the way?"""

from __future__ import annotations

import gc
import threading
from importlib import import_module

SLOW_TO_LOAD = (
    "scipy.stats",
    "scipy.optimize",
    "statsmodels.duration.survfunc",
    "statsmodels.stats.inter_rater",
    "statsmodels.stats.proportion",
)
"""Statistics load when they are first needed, which takes seconds; commands never need them."""
_AFTER = 20.0
"""Seconds; by then the first pages are out, and a server that was only tried is gone."""


def warm_up() -> None:
    """Load what is slow to load; then leave all that stays out of the garbage collector's rounds.

    Without that each tenth page or so waits a tenth of a second while the collector walks through
    every class of every library.
    """
    for name in SLOW_TO_LOAD:
        import_module(name)
    gc.collect()
    gc.freeze()


def warm_up_soon() -> None:
    """Warm up in the background, some seconds after the start."""
    waiting = threading.Timer(_AFTER, warm_up)
    waiting.daemon = True
    waiting.start()
