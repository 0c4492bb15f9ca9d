"""The door of `charts`."""

from trellis.charts.control import draw_control
from trellis.charts.curves import draw_concentration, draw_waiting
from trellis.charts.making import (
    Place,
    concentration_chart,
    need_and_support_chart,
    own_past_chart,
    run_chart_of,
    waiting_chart,
)
from trellis.charts.model import Chart, Guide, Row, Table, Value
from trellis.charts.rows import draw_rows
from trellis.charts.scatter import draw_scatter
from trellis.charts.trend import draw_trend
from trellis.charts.vega import vega_lite
from trellis.charts.words import describe, marks, table

__all__ = [
    "Chart",
    "Guide",
    "Place",
    "Row",
    "Table",
    "Value",
    "concentration_chart",
    "describe",
    "draw",
    "marks",
    "need_and_support_chart",
    "own_past_chart",
    "run_chart_of",
    "table",
    "vega_lite",
    "waiting_chart",
]

_FORMS = {
    "trend": draw_trend,
    "waiting": draw_waiting,
    "concentration": draw_concentration,
    "control": draw_control,
    "run": draw_control,
    "scatter": draw_scatter,
}


def draw(chart: Chart, *, key: str, narrow: bool = False, pointable: bool = False) -> str:
    """Draw a chart as SVG; `key` begins every id in it, `pointable` lets notes point at marks."""
    drawn = _FORMS.get(chart.form, draw_rows)
    return drawn(chart, key, narrow=narrow, pointable=pointable)
