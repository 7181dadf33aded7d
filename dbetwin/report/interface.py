"""What the interfaces became: contact, resistance, quality, causes of rejection, and their distributions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dbetwin.columns.cells import CELLS
from dbetwin.columns.kpis import KPIS
from dbetwin.outcome.grading import limit_curve
from dbetwin.outcome.histogram import Histogram
from dbetwin.outcome.validity import OF_ALL_CELLS
from dbetwin.report.book import Book, percentiles
from dbetwin.report.charts import histogram, line
from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.styles import COLOURS

NAME = "Interface"
PARTS = {
    "anode_asr_ohm_cm2": ("constriction_asr_ohm_cm2",),
    "anode_ionic_ohm_cm2": (),
    "cathode_asr_ohm_cm2": (
        "cathode_charge_transfer_ohm_cm2",
        "cathode_ionic_ohm_cm2",
        "cathode_electronic_ohm_cm2",
    ),
    "separator_asr_ohm_cm2": ("grain_boundary_asr_ohm_cm2",),
}
"""What the total consists of, and what of each of these is known by itself; the rest is told as such."""
REST = {
    "anode_asr_ohm_cm2": "charge transfer through the area that touches",
    "cathode_asr_ohm_cm2": "other terms",
    "separator_asr_ohm_cm2": "grains, hot as in use",
}
BESIDE = (
    "usable_soc", "cracked_share", "current_focusing", "cell_critical_current_mA_cm2", "p_failure", "cycle_life",
)  # fmt: skip
"""What the models say beside the key figures."""
EXPOSURES = ("cathode_exposure_Pa_h", "anode_exposure_Pa_h", "separator_exposure_Pa_h", "lithium_exposure_Pa_h")
GROWN = ("film_nm", "film_asr_ohm_cm2", "lithium_layer_nm")
"""What the exposures made grow."""
SHOWN = {
    "cathode_contact_fraction": "cathode contact fraction",
    "anode_contact_fraction": "anode contact fraction",
    "cell_asr_ohm_cm2": "total resistance (ohm cm2)",
    "specific_energy_Wh_kg": "specific energy, delivered (Wh/kg)",
}
UPPER = np.linspace(1.1, 1.5, 9)
LOWER = np.linspace(0.80, 1.0, 9)
CURVES = (  # limit, what is measured, what the nominal cell is called (empty: a ratio), range, upper or lower limit
    ("resistance_ratio_max", "measured_resistance_ohm_cm2", "cell_asr_ohm_cm2", UPPER, True),
    ("capacity_ratio_min", "measured_capacity_Ah", "capacity_Ah", LOWER, False),
    ("energy_ratio_min", "measured_energy_Wh", "energy_Wh", LOWER, False),
    ("leak_ratio_max", "measured_leak_ratio", "", np.linspace(1.1, 5.0, 9), True),
    ("self_discharge_ratio_max", "measured_self_discharge_ratio", "", np.linspace(1.1, 5.0, 9), True),
)
CHART_COLUMN = 6
TO_A_PAGE = 2
"""Distributions that fit on a page of paper."""


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Interface", "all cells finished in the window, whatever became of them; truth, not measurement")
    page.section("Values")
    _values(book, page)
    page.section("Resistance by component", "means over all finished cells; the total is what is graded")
    _components(book, page)
    page.section(
        "Water vapour on the components, and what grew of it",
        "vapour pressure x time up to the sealed pouch. A dry room at half the vapour pressure halves the exposures; "
        "what it brings in ohm cm2 is at most what the film adds, which a run with another room.dew_point_C tells",
    )
    _statistics(book, page, "exposures", (*EXPOSURES, *GROWN))
    page.section("What limits the passed cells", "component that costs most against the nominal cell")
    _limiting(book, page)
    page.section(
        "What became of the cells", "truth: what is wrong with the cell; an inspection sees only noisy measurements"
    )
    _fates(book, page)
    page.section(
        "Rejection against the limit", "what each limit would reject alone, from the measured values of this run"
    )
    _curves(book, page)
    page.break_page()
    page.section("Distributions")
    _distributions(book, page)
    page.span(15)
    page.finish(0, 1)


def _values(book: Book, page: Page) -> None:
    _statistics(book, page, "interface", (*OF_ALL_CELLS, *BESIDE))


def _statistics(book: Book, page: Page, table: str, names: Sequence[str]) -> None:
    """Columns of the cells that the run knows, with the nominal cell's value beside their distribution."""
    nominal = book.info.get("nominal") or {}
    fields = [
        Field("quantity"),
        Field("unit"),
        Field("nominal cell", "#,##0.000"),
        Field("mean", "#,##0.000"),
        Field("standard deviation", "#,##0.0000"),
        Field("5 %", "#,##0.000"),
        Field("median", "#,##0.000"),
        Field("95 %", "#,##0.000"),
        Field("cells", "#,##0"),
    ]
    rows = []
    for name in names:
        found = book.account.histograms.get((name, "all"))
        if found is not None:
            spread = percentiles(found, "#,##0.000")
            rows.append([name, CELLS[name].unit, nominal.get(name), found.mean, found.sd, *spread, found.count])
    page.table(table, fields, rows)


def _components(book: Book, page: Page) -> None:
    """The total by component, and under each component what is known of it, in a column of its own."""
    known = {column: found.mean for (column, group), found in book.account.histograms.items() if group == "all"}
    parts = [name for name in PARTS if name in known]
    total = known.get("cell_asr_ohm_cm2")
    if total is None or not parts:
        page.none()
        return
    fields = [
        Field("component"),
        Field("mean (ohm cm2)", "#,##0.00"),
        Field("of which (ohm cm2)", "#,##0.00"),
        Field("share", "0.0%", "calculated"),
        Field("what it is", "@", "aside"),
    ]
    rows: list[list[Any]] = []
    for name in parts:
        inner = [each for each in PARTS[name] if each in known]
        rows.append([name, known[name], None, known[name], CELLS[name].meaning])
        rows += [["", None, known[each], known[each], f"{each}: {CELLS[each].meaning}"] for each in inner]
        rest = known[name] - sum(known[each] for each in inner)
        film = _film(known) if name == "anode_asr_ohm_cm2" else 0.0
        if 0 < film <= rest:
            rows.append(["", None, film, film, "film, through the area that touches: mean film over mean contact"])
            rest -= film
        rows += [["", None, rest, rest, f"rest of it: {REST[name]}"]] if inner else []
    other = total - sum(known[name] for name in parts)
    rows.append(["other terms", other, None, other, ""])
    rows.append(["total (cell_asr_ohm_cm2)", total, None, total, CELLS["cell_asr_ohm_cm2"].meaning])
    end = page.row + 1 + len(rows)
    for row in rows:
        row[3] = Formula(f"=SUM(B{{row}}:C{{row}})/B${end}", row[3] / total)
    page.table("resistance", fields, rows)


def _film(known: Mapping[str, float]) -> float:
    """What the film adds, about: its resistance over its full area, drawn together to the area that touches."""
    contact = known.get("anode_contact_fraction", 0.0)
    return known.get("film_asr_ohm_cm2", 0.0) / contact if contact else 0.0


def _limiting(book: Book, page: Page) -> None:
    shares = book.figures.get("limiting_components") or {}
    fields = [Field("component"), Field("share of the passed cells", "0.0%")]
    page.table("limiting_components", fields, [[name, share] for name, share in shares.items()])


def _fates(book: Book, page: Page) -> None:
    table = book.account.fates
    cells = int(table["cells"].sum())
    fields = [
        Field("fate"),
        Field("cause"),
        Field("station"),
        Field("truth"),
        Field("cells", "#,##0"),
        Field("share of finished", "0.00%", "calculated"),
    ]
    first, last = page.row + 2, page.row + 1 + len(table)
    rows = [
        [
            record["fate"],
            record["cause"],
            record["station"],
            record["truth"],
            record["cells"],
            Formula(f"=E{{row}}/SUM(E${first}:E${last})", record["cells"] / cells),
        ]
        for record in table.to_dict("records")
    ]
    page.table("fates", fields, rows)
    for name in ("escapes_ppm", "overkill_pct", "good_rejected_pct"):
        value, column = book.figures.get(name), KPIS[name]
        page.sheet.write_string(page.row, 0, name, page.styles("label"))
        page.write(page.row, 1, value if value is not None else "none", Field(name, column.number_format))
        page.sheet.write_string(page.row, 2, f"{column.unit}: {column.meaning}", page.styles("aside"))
        page.row += 1
    page.row += 1


def _curves(book: Book, page: Page) -> None:
    nominal, limits = book.info.get("nominal") or {}, book.info.get("limits") or {}
    shown = 0
    for limit, measured, reference, ratios, upper in CURVES:
        found = book.account.histograms.get((measured, "all"))
        base = 1.0 if not reference else float(nominal.get(reference) or 0.0)
        if found is None or not base:
            continue
        shown += 1
        set_at = limits.get(limit)
        page.section(
            f"{limit}: {'open' if set_at is None else f'set at {set_at:g} in this run'}", f"measured: {measured}"
        )
        _curve(book, page, limit, limit_curve(found, base, ratios, upper=upper))
    if not shown:
        page.none()


def _curve(book: Book, page: Page, limit: str, table: pd.DataFrame) -> None:
    fields = [Field("limit (of nominal)", "0.000"), Field("limit", "#,##0.000"), Field("rejected by it alone", "0.00%")]
    top = page.row
    placed = page.table(f"curve_{limit}", fields, [[float(value) for value in row] for row in table.to_numpy()])
    if placed is not None:
        chart = line(
            book.workbook,
            f"Rejected against {limit}",
            placed.column(0),
            placed.column(2),
            axis="limit, multiples of the nominal",
            value_axis="share rejected",
        )
        chart.set_x_axis(
            {
                "min": float(table["limit_ratio"].iloc[0]),
                "max": float(table["limit_ratio"].iloc[-1]),
                "name": "limit, multiples of the nominal",
                "num_format": "0.00",
            }
        )
        page.chart(chart, column=CHART_COLUMN, beside=top, height_px=240, width_px=560)


def _distributions(book: Book, page: Page) -> None:
    known = [name for name in SHOWN if (name, "all") in book.account.histograms]
    if not known:
        page.none()
    for number, name in enumerate(known):
        bins = _bins(book.account.histograms[name, "all"], book.account.histograms.get((name, "good")))
        shown = f"0.{'0' * _decimals(bins[0][1] - bins[0][0])}".rstrip(".")
        fields = [Field(heading, shown) for heading in ("from", "to", "middle")]
        fields += [Field("all cells", "#,##0"), Field("good cells", "#,##0")]
        if number == TO_A_PAGE:
            page.break_page()
        page.section(SHOWN[name])
        top = page.row
        placed = page.table(f"bins_{name}", fields, bins)
        if placed is not None:
            book.ranges[f"bins_{name}"] = placed
            axis, colour = SHOWN[name], COLOURS[number]
            ranges = placed.column(2), placed.column(3)
            chart = histogram(book.workbook, "All finished cells", *ranges, axis, colour=colour)
            page.chart(chart, column=CHART_COLUMN, beside=top, width_px=560)


def _bins(everyone: Histogram, good: Histogram | None) -> list[list[float]]:
    """Coarse bins: low, high, middle, all cells, good cells."""
    edges = everyone.coarse_edges()
    decimals = _decimals(float(edges[1] - edges[0]))
    counts = [
        np.zeros(len(edges) - 1) if each is None else np.diff([each.cells_below(edge) for edge in edges])
        for each in (everyone, good)
    ]
    return [
        [float(low), float(high), round(float(low + high) / 2, decimals), float(of_all), float(of_good)]
        for low, high, of_all, of_good in zip(edges[:-1], edges[1:], *counts, strict=True)
    ]


def _decimals(width: float) -> int:
    """As many decimals as the middle of a bin needs."""
    return max(0, math.ceil(-math.log10(width)) + 1)
