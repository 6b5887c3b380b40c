"""Statistics as a picture: an SVG whose texts stay texts, shown in the viewer's own fonts."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import pygal
from pygal.style import Style
from rich.cells import cell_len

from xueshi.cli.chinese import name_of, word_of
from xueshi.cli.language import t
from xueshi.cli.output import clean

# pygal leaves a finder behind that Python takes no more: each later import would warn of it.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

MOST_ROWS = 200
WIDTH = 960
ROW_HEIGHT = 26
FRAME_HEIGHT = 185
LABEL_SIZE = 13
# Whatever system shows it, one of these has Chinese characters.
FONTS = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'Heiti SC',"
    " 'WenQuanYi Micro Hei', SimHei, sans-serif"
)
COLORS = ("#9ecae1", "#4292c6", "#084594", "#fdae6b", "#e6550d", "#74c476", "#969696")
TYPES = {"level": "ProjectLevel", "stage": "Stage"}
STATES = ("recorded", "approved", "verified")


def draw(rows: list[dict[str, Any]], *, title: str, measure: str) -> bytes:
    """Horizontal bars, a bar for each row, its parts stacked by state."""
    labels = [_label(row) for row in rows]
    chart = pygal.HorizontalStackedBar(
        style=_style(),
        js=[],
        width=WIDTH,
        height=FRAME_HEIGHT + ROW_HEIGHT * max(1, len(rows)),
        explicit_size=True,
        legend_at_bottom=True,
        legend_at_bottom_columns=4,
        truncate_label=-1,
        truncate_legend=-1,
        spacing=14,
        margin_left=20 + _room_for(labels),
        no_data_text=t("nothing to show", "无数据"),
        value_formatter=lambda value: f"{value:,.2f}".rstrip("0").rstrip("."),
    )
    chart.title = clean(title)
    # Drawn from below upwards: the first row shall stand on top.
    chart.x_labels = labels[::-1]
    for name, values in _series(rows, measure):
        chart.add(name, values[::-1])
    chart.uuid = hashlib.sha256(json.dumps([title, rows]).encode()).hexdigest()[:16]
    chart.add_xml_filter(_without_scripts)
    made: bytes = chart.render()
    return made


def _label(row: dict[str, Any]) -> str:
    values = [word_of(TYPES.get(key, ""), key, value) for key, value in row["by"].items()]
    return clean(" · ".join(values)) or t("total", "合计")


def _room_for(labels: list[str]) -> int:
    """What pygal takes too little for: it counts a Chinese character as narrow as a Latin one."""
    wide = max((cell_len(label) - len(label) for label in labels), default=0)
    return round(wide * LABEL_SIZE * 0.5)


def _series(rows: list[dict[str, Any]], measure: str) -> list[tuple[str, list[float]]]:
    if measure == "hours":
        # Only to be drawn: what counts stands in the table, exact.
        return [(name_of(state), [float(row[state]) for row in rows]) for state in STATES]
    states = sorted({state for row in rows for state in row["enrollments"]})
    return [
        (word_of("", "state", state), [float(row["enrollments"].get(state, 0)) for row in rows])
        for state in states
    ]


def _style() -> Any:
    return Style(
        background="#ffffff",
        plot_background="#ffffff",
        font_family=FONTS,
        label_font_family=FONTS,
        major_label_font_family=FONTS,
        value_font_family=FONTS,
        title_font_family=FONTS,
        legend_font_family=FONTS,
        no_data_font_family=FONTS,
        tooltip_font_family=FONTS,
        title_font_size=18,
        label_font_size=LABEL_SIZE,
        major_label_font_size=LABEL_SIZE,
        legend_font_size=LABEL_SIZE,
        no_data_font_size=24,
        colors=COLORS,
        opacity="1",
    )


def _without_scripts(root: Any) -> Any:
    """A picture is no program, and says nothing of the day it was drawn."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] == "script":
                parent.remove(child)
    return root
