"""What a study looks at: single numbers among the key figures of a run, by name.

``good_cells_per_day`` is one as it stands; of a distribution a part is meant, the mean where none is named
(``specific_energy_Wh_kg``, ``specific_energy_Wh_kg.p5``); of figures by station the station is named
(``yield_per_station.press``). Of good cells the share above a value is one: ``share_above.specific_energy_Wh_kg.230``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dbetwin.columns import kpis
from dbetwin.columns.cells import CELLS
from dbetwin.columns.kpis import KPIS
from dbetwin.errors import InputError, Problem
from dbetwin.plant import Plant
from dbetwin.runs.kept import Known
from dbetwin.study.running import shares
from dbetwin.wording import listed, meant

PARTS = ("mean", "p5", "p50", "p95")
"""Of a distribution."""
NUMBERS = ("float", "integer")
PER_STATION = "_per_station"
SHARE_ABOVE = "share_above"
OF_CELLS = ("good_cells_per_day", "cell_yield", "good_energy_kWh_per_day", "specific_energy_Wh_kg")
OF_PARTS = ("good_parts_per_hour", "rolled_throughput_yield")
OF_DRAWN_CELLS = ("cell_yield", "specific_energy_Wh_kg", "cell_asr_ohm_cm2")
"""What is looked at where nobody says otherwise."""


@dataclass(frozen=True)
class Response:
    """One number of a run."""

    name: str
    """As it was asked for."""
    figure: str
    """As a run tells it: ``specific_energy_Wh_kg.mean``."""
    unit: str
    meaning: str
    number_format: str
    above: float | None = None
    """Of a share of the good cells: the value above which they lie."""

    def of(self, known: Known) -> float:
        """Its value in a run; not a number where the run has none."""
        if self.above is not None:
            curve = known.get("shares", {}).get(self.figure)
            return math.nan if curve is None else shares.share_above(curve, self.above)
        figures: Mapping[str, float] = known.get("figures", {})
        return figures.get(self.figure, math.nan)


def responses(names: Sequence[str], plant: Plant, where: str) -> tuple[Response, ...]:
    """The responses of those names; those of every plant of its kind where no name is given.

    Raises
    ------
    InputError
        There is no such key figure, or it is no number; ``where`` is who asks for it.
    """
    found: list[Response] = []
    problems: list[Problem] = []
    for name in names or (OF_PARTS if plant.is_plain else OF_CELLS):
        one = _response(name, plant, where)
        if isinstance(one, Problem):
            problems.append(one)
        else:
            found.append(one)
    if problems:
        raise InputError(*problems)
    return tuple(dict.fromkeys(found))


def _response(name: str, plant: Plant, where: str) -> Response | Problem:
    head, _, part = name.partition(".")
    if head == SHARE_ABOVE:
        return _share_above(name, plant, where)
    column = KPIS.get(head)
    if column is None:
        numbers = [known for known, each in KPIS.items() if each.kind in (*NUMBERS, "stats", "by_name")]
        return Problem(where, "responses", "there is no such key figure", name, meant(head, numbers))
    wrong = ""
    if plant.is_plain and head in kpis.OF_CELLS:
        wrong = "is told of cells, and this plant makes plain parts"
    elif not plant.is_plain and head in kpis.OF_PARTS:
        wrong = "is told of plain parts only"
    elif column.kind in NUMBERS and part:
        wrong = f"has no parts: write {head}"
    elif column.kind == "stats" and (part or PARTS[0]) not in PARTS:
        wrong = f"has the parts {', '.join(PARTS)}"
    elif column.kind == "by_name" and not part:
        wrong = f"is told by name: write {head}.<name>"
    elif head.endswith(PER_STATION) and part not in plant.stations:
        wrong = f"has a part for each station: {meant(part, plant.stations) or listed(plant.stations)}"
    elif column.kind not in (*NUMBERS, "stats", "by_name"):
        wrong = "is no number"
    if wrong:
        return Problem(where, "responses", "cannot be looked at", name, f"{head} {wrong}")
    figure = f"{head}.{part or PARTS[0]}" if column.kind == "stats" else name
    meaning = f"{column.meaning}, {part}" if part else column.meaning
    return Response(name, figure, "" if column.unit == "-" else column.unit, meaning, column.number_format)


def _share_above(name: str, plant: Plant, where: str) -> Response | Problem:
    _, quality, value = (*name.split(".", 2), "", "")[:3]
    try:
        above = float(value)
    except ValueError:
        above = math.nan
    if plant.is_plain or quality not in shares.OF or not math.isfinite(above):
        what = f"write {SHARE_ABOVE}.specific_energy_Wh_kg.230; shares are kept of {listed(shares.OF)}"
        return Problem(
            where, "responses", "cannot be looked at", name, "a plain plant has no cells" if plant.is_plain else what
        )
    meaning = f"share of the good cells above {above:g} {CELLS[quality].unit} ({CELLS[quality].meaning})"
    return Response(name, quality, "", meaning, "0.0000", above)
