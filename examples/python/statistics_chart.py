"""Verified hours by school, from the statistics into polars, and from there into a picture.

    python statistics_chart.py sqlite:county.db county_admin:320101 2026 hours.svg

pygal draws, as `xueshi statistics --chart` does: it is small, needs no fonts, and writes SVG whose
texts stay texts, so that Chinese names are drawn with the reader's fonts.
"""

import sys
from typing import Any

import polars
import pygal
import xueshi


def verified_hours(
    engine: xueshi.Engine, actor: dict[str, object], org: str, year: int
) -> polars.DataFrame:
    """A row for each school and level under the organisation."""
    answer = engine.statistics(actor, org=org, year=year, by=["school", "level"])
    rows = [{**row.by, "verified": row.verified, "records": row.records} for row in answer.rows]
    schema: dict[str, Any] = {
        "school": polars.String,
        "level": polars.String,
        "verified": polars.Decimal(scale=2),
        "records": polars.Int64,
    }
    return polars.DataFrame(rows, schema=schema)


def by_school(frame: polars.DataFrame) -> polars.DataFrame:
    """Most hours first."""
    sums = polars.col("verified").sum(), polars.col("records").sum()
    return frame.group_by("school").agg(sums).sort(["verified", "school"], descending=[True, False])


def draw(frame: polars.DataFrame, title: str, file: str) -> None:
    chart = pygal.HorizontalBar(title=title, show_legend=False, no_data_text="没有数据 No data")
    chart.x_labels = frame["school"].to_list()
    chart.add("", [float(hours) for hours in frame["verified"]])
    chart.render_to_file(file)


def main(arguments: list[str]) -> int:
    if len(arguments) != 4 or ":" not in arguments[1] or not arguments[2].isdecimal():
        print("usage: statistics_chart.py STORAGE ROLE:ORG YEAR FILE.svg", file=sys.stderr)
        return 2
    storage, who, year, file = arguments
    role, _, org = who.partition(":")
    try:
        with xueshi.Engine.open(storage) as engine:
            # A mapping may hold what the user typed: the library refuses what is no role.
            frame = by_school(verified_hours(engine, {"role": role, "org": org}, org, int(year)))
        draw(frame, f"已验证学时 Verified hours: {org}, {year}", file)
    except (xueshi.Error, xueshi.Refused, OSError) as failure:
        print(f"statistics_chart.py: {failure}", file=sys.stderr)
        return 1
    print(frame)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
