"""How far the cells will scatter, before any run: everything that is drawn, moved by one standard deviation at a time.

The very functions of the stations carry each deviation to the finished cell, as the nominal lot is carried; the
squares add up (first order, all draws independent). Not in it: what waits longer or shorter, limits that cut the ends
off, numbers of defects, and spoilt or restarted webs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np

from dbetwin.celldesign.tolerance import cell_cv, face_correlation, plating_probability, porosity_sd
from dbetwin.cells import Cells
from dbetwin.plant.nominal import Walk, chain
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Nominal, Random
from dbetwin.stations.contract import Material

QUALITIES = (
    "cathode_loading_mg_cm2_mean", "cathode_thickness_um_mean", "cathode_porosity", "anode_loading_mg_cm2_mean",
    "n_to_p_mean", "n_to_p_worst", "cathode_contact_fraction", "anode_contact_fraction", "cell_asr_ohm_cm2",
    "capacity_Ah", "energy_Wh", "specific_energy_Wh_kg",
)  # fmt: skip
ONE_SD = 0.8413447460685429
"""Uniform number that stands for one standard deviation above the mean of a normal one."""
BOTH_SIDES = 1 / math.sqrt(2)
"""What is left of a scatter of each side of a web in the mean of both."""
ALONG = {
    "loading_cv_web": (BOTH_SIDES, ("loading_deviation", "thickness_deviation")),
    "thickness_cv_web": (1.0, ("thickness_deviation",)),
}
"""Scatter along a web, and the deviations of the sheets that it makes: a heavier place is as much thicker. That the
sides of a web differ moves no mean."""


@dataclass(frozen=True)
class Scatter:
    """One quality of the cell: what it is nominally, and what each origin adds to its standard deviation."""

    nominal: float
    by_origin: Mapping[str, float]

    @property
    def sd(self) -> float:
        """Expected standard deviation over the cells, in the unit of the quality."""
        return math.sqrt(sum(part**2 for part in self.by_origin.values()))


class Deviating:
    """Draws that all are their mean but one, which is some standard deviations away from it; counts them, too.

    No :class:`Nominal`: whoever asks for that leaves its draws out.
    """

    def __init__(self, which: int = -1, by: float = 0.0) -> None:
        self._which, self._by, self.count = which, by, 0
        self._mean = Nominal()

    def __getattr__(self, name: str) -> Any:
        """Draws of other kinds, and many at once, stay at their mean."""
        return getattr(self._mean, name)

    def normal(self, loc: float = 0.0, scale: float = 1.0, size: int | None = None) -> Any:
        return loc + scale * self._deviation() if size is None else self._mean.normal(loc, scale, size)

    def standard_normal(self, size: int | None = None) -> Any:
        return self.normal(0.0, 1.0, size)

    def lognormal(self, mean: float = 0.0, sigma: float = 1.0, size: int | None = None) -> Any:
        deviation = 0.0 if size is not None else self._deviation()
        return math.exp(mean + sigma * deviation) if deviation else self._mean.lognormal(mean, sigma, size)

    def _deviation(self) -> float:
        self.count += 1
        return self._by if self.count - 1 == self._which else 0.0


def expected_scatter(plant: Plant) -> dict[str, Scatter]:
    """Scatter of the qualities of the cell, by origin; nothing of a plant that makes no cells.

    Origins are stations (their draws, lot by lot), webs (places along them) and what a cell draws for itself.
    """
    if plant.first_cell_station is None:
        return {}
    nominal = _Deviated(plant)
    nominal.go_on(plant.stations)
    parts: list[tuple[str, Mapping[str, float]]] = []
    for name, drawn in nominal.drawn.items():
        parts += [(name, _by_station(nominal, name, which)) for which in range(drawn.count)]
    parts += _of_sheets(plant)
    return _gathered(nominal.cell(), parts)


def _gathered(cell: Mapping[str, float], parts: list[tuple[str, Mapping[str, float]]]) -> dict[str, Scatter]:
    found = {}
    for quality in QUALITIES:
        if quality not in cell:
            continue
        squares: dict[str, float] = {}
        for origin, moved in parts:
            if moved[quality]:
                squares[origin] = squares.get(origin, 0.0) + moved[quality] ** 2
        by_origin = {origin: math.sqrt(square) for origin, square in squares.items()}
        found[quality] = Scatter(cell[quality], dict(sorted(by_origin.items(), key=lambda item: -item[1])))
    return found


class _Deviated(Walk):
    """The nominal lot's way, with one draw of one station away from its mean."""

    def __init__(self, plant: Plant, station: str = "", draw: Deviating | None = None) -> None:
        super().__init__(plant)
        self.drawn = {station: draw} if draw else {}

    def draws_of(self, name: str) -> Random:
        if self.plant.module(name).OUTPUT == "sheets":  # the fields along the webs are a matter of their own
            return super().draws_of(name)
        return cast(Random, self.drawn.setdefault(name, Deviating()))

    def go_on(self, names: Iterable[str]) -> None:
        """Walk through these stations, in the order of the line."""
        for name in names:
            self.made[name] = self.lot_of(name)

    def cell(self) -> dict[str, float]:
        """Qualities of the finished cell."""
        finished = self.made[list(self.plant.stations)[-1]].cells
        assert finished is not None
        return {name: float(finished[name][0]) for name in QUALITIES if name in finished.columns}


def _by_station(nominal: _Deviated, name: str, which: int) -> dict[str, float]:
    """What one standard deviation of one draw of a station moves, less what averages out where its lots are mixed."""
    plant = nominal.plant
    later = _downstream(plant, name)
    ends = []
    for by in (1.0, -1.0):
        walk = _Deviated(plant, name, Deviating(which, by))
        walk.made = {station: lot for station, lot in nominal.made.items() if station not in later}
        walk.go_on(later)
        ends.append(walk.cell())
    mixed = math.sqrt(_lots_mixed(nominal, name))
    high, low = ends
    return {quality: (high[quality] - low[quality]) / 2 / mixed for quality in high}


def _downstream(plant: Plant, name: str) -> list[str]:
    """The station and all that its lots come to, in flow order."""
    reached = {name}
    for station in plant.stations:
        if reached & {each.from_station for each in plant.feeding(station).values()}:
            reached.add(station)
    return [station for station in plant.stations if station in reached]


def _lots_mixed(nominal: _Deviated, name: str) -> float:
    """How many lots of a station go into one cell's sheets: two rolls side by side, a roll of several batches."""
    plant, mixed, later = nominal.plant, 1.0, _downstream(nominal.plant, name)
    for station in later[1:]:
        if station in plant.cell_stations:
            break
        needed = plant.module(station).consumption(plant.stations[station], plant.design)
        for port, connection in plant.feeding(station).items():
            if (source := connection.from_station) in later:
                mixed *= max(needed[port] * nominal.made[station].amount / nominal.made[source].amount, 1.0)
    return mixed


# --- sheets and cells: every row deviates in one thing --------------------------------------------------------


@dataclass(frozen=True)
class Deviation:
    """One thing in which sheets or cells differ: places on the web of a port, or one number that a cell draws."""

    origin: str
    port: str = ""
    columns: Mapping[str, float] = field(default_factory=dict)
    """One standard deviation of each."""
    purpose: str = ""


class _Rows(Walk):
    """The nominal lot's way with two rows for each deviation of sheets and cells: up, and down."""

    def __init__(self, plant: Plant) -> None:
        super().__init__(plant)
        self.deviations: list[Deviation] = []

    def sheets(self, inputs: Mapping[str, Material], carrier: str) -> dict[str, Material]:
        rows = super().sheets(inputs, carrier)
        self.deviations = [
            *_along_webs(rows),
            *(Deviation(_told(name), "", {}, name) for name in self.plant.draw_purposes),
        ]
        return {port: self._deviating(port, lot) for port, lot in rows.items()}

    def _deviating(self, port: str, lot: Material) -> Material:
        if lot.cells is None:
            return lot
        cells = lot.cells.take(np.zeros(2 * len(self.deviations), dtype=np.int64))
        columns = {name: np.array(values) for name, values in cells.columns.items()}
        draws = {name: np.array(values) for name, values in cells.draws.items()}
        for number, deviation in enumerate(self.deviations):
            up, down = 2 * number, 2 * number + 1
            if deviation.port == port:
                for name, sd in deviation.columns.items():
                    columns[name][[up, down]] += (sd, -sd)
            if deviation.purpose in draws:
                draws[deviation.purpose][[up, down]] = (ONE_SD, 1.0 - ONE_SD)
        cells = Cells(cells.key, cells.index, columns)
        return replace(lot, cells=cells.with_draws(draws) if draws else cells)


def _told(purpose: str) -> str:
    return f"cell: {purpose.replace('_', ' ')}"


def _along_webs(rows: Mapping[str, Material]) -> Iterator[Deviation]:
    for port, lot in rows.items():
        for scatter, (left, deviations) in ALONG.items():
            if sd := left * lot.columns.get(scatter, 0.0):
                yield Deviation(f"along the {port} web", port, dict.fromkeys(deviations, sd))
        if height := lot.columns.get("thickness_runout_um", 0.0):
            sd = height / lot.columns["thickness_um"] / math.sqrt(2)  # of a sine wave
            yield Deviation(f"roll out of true, {port}", port, {"thickness_deviation": sd})


def _of_sheets(plant: Plant) -> list[tuple[str, Mapping[str, float]]]:
    """What each deviation of sheets and cells moves, all of them carried through the line side by side."""
    walk = _Rows(plant)
    for name in plant.stations:
        walk.made[name] = walk.lot_of(name)
    finished = walk.made[list(plant.stations)[-1]].cells
    assert finished is not None
    moved = {name: (finished[name][0::2] - finished[name][1::2]) / 2 for name in QUALITIES if name in finished.columns}
    return [
        (deviation.origin, {name: float(values[number]) for name, values in moved.items()})
        for number, deviation in enumerate(walk.deviations)
    ]


# --- faces -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Faces:
    """How the faces of one electrode scatter, and what of that is left in a cell; relative but for the porosity."""

    face_cv: float
    """Loading of one face, anywhere in the plant."""
    correlation: float
    """Between two faces of a cell: they share roll and place."""
    cell_cv: float
    """Mean loading of a cell."""
    porosity_sd: float
    """From face to face in one roll, before the press; 0 for lithium."""


def face_scatter(plant: Plant, expected: Mapping[str, Scatter]) -> dict[str, Faces]:
    """Scatter of the faces by electrode, from what is expected of the cells; nothing of a plant that makes none."""
    first = plant.first_cell_station
    if first is None:
        return {}
    webs = {step.station: step.columns for step in chain(plant)}
    found = {}
    for electrode, connection in plant.feeding(first).items():
        quality, columns = f"{electrode}_loading_mg_cm2_mean", webs.get(connection.from_station, {})
        if quality in expected and "loading_cv_within" in columns:
            found[electrode] = _faces(expected[quality], columns, plant.design.product.faces)
    return found


def _faces(loading: Scatter, web: Mapping[str, float], faces: int) -> Faces:
    own, thickness = web["loading_cv_within"], web.get("thickness_cv_within", 0.0)
    cell, sides = loading.sd / loading.nominal, BOTH_SIDES * web.get("loading_cv_web", 0.0)
    shared = math.sqrt(max(cell**2 - own**2 / faces, 0.0))
    face = math.hypot(shared, sides, own)
    alike = face_correlation(face, cell, faces)
    # what is heavier is thicker in proportion, and the rolls add to that
    pores = porosity_sd(web["porosity"], own, thickness, own / thickness) if thickness and "porosity" in web else 0.0
    return Faces(face, alike, float(cell_cv(face, faces, alike)), float(pores))


def local_plating(expected: Mapping[str, Scatter], faces: Mapping[str, Faces]) -> float | None:
    """Probability that a pair of faces has less anode than cathode; nothing is known of it for lithium."""
    if "n_to_p_mean" not in expected or not {"anode", "cathode"} <= faces.keys():
        return None
    ratio = expected["n_to_p_mean"].nominal
    return float(plating_probability(ratio, faces["anode"].face_cv, faces["cathode"].face_cv))
