"""The door of `statistics`."""

from trellis.statistics.agreement import agreement
from trellis.statistics.concentration import Concentration, CurvePoint, concentration
from trellis.statistics.effect import StandardisedDifference, standardised_difference
from trellis.statistics.enough import (
    AGREEMENT,
    CONCENTRATION,
    OWN_PAST,
    SHARE,
    WAITING,
    Enough,
)
from trellis.statistics.intervals import (
    Estimate,
    difference_of_means,
    difference_of_shares,
    mean,
    means,
    share,
    shares,
)
from trellis.statistics.lines import Gap, RobustLine, robust_line
from trellis.statistics.own_past import (
    LEAST_POINTS,
    MOST_POINTS,
    OwnPast,
    Point,
    RunChart,
    own_past,
    own_past_of_counts,
    own_past_of_shares,
    run_chart,
)
from trellis.statistics.quantiles import Quantile, Spread, median, spread, weighted_quantile
from trellis.statistics.waiting import (
    Step,
    Waiting,
    WaitingDifference,
    Within,
    compare_waiting,
    waiting_times,
)

__all__ = [
    "AGREEMENT",
    "CONCENTRATION",
    "LEAST_POINTS",
    "MOST_POINTS",
    "OWN_PAST",
    "SHARE",
    "WAITING",
    "Concentration",
    "CurvePoint",
    "Enough",
    "Estimate",
    "Gap",
    "OwnPast",
    "Point",
    "Quantile",
    "RobustLine",
    "RunChart",
    "Spread",
    "StandardisedDifference",
    "Step",
    "Waiting",
    "WaitingDifference",
    "Within",
    "agreement",
    "compare_waiting",
    "concentration",
    "difference_of_means",
    "difference_of_shares",
    "mean",
    "means",
    "median",
    "own_past",
    "own_past_of_counts",
    "own_past_of_shares",
    "robust_line",
    "run_chart",
    "share",
    "shares",
    "spread",
    "standardised_difference",
    "waiting_times",
    "weighted_quantile",
]
