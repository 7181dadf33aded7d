"""The impedance of one cell: what an analyser would draw of it, arc by arc, and what of the cell it never sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.seen.impedance import Constants, arcs
from dbetwin.interface.seen.spectrum import Arc, arc_table, frequencies, impedance_ohm_cm2
from dbetwin.study.cell.one_cell import Asked, comer, evaluated

PER_THOUSAND = 1e3
"""mohm per ohm."""


@dataclass(frozen=True)
class Spectrum:
    """A cell and its impedance."""

    plant: str
    columns: Mapping[str, float]
    """All that is known of the cell."""
    arcs: tuple[Arc, ...]
    series_ohm_cm2: float
    """What is left of the real part at the highest frequencies there are."""
    hertz: NDArray[np.float64]
    ohm_cm2: NDArray[np.complex128]
    """Impedance of one face at each frequency."""
    temperature_C: float
    area_cm2: float
    """All faces of the cell, which stand side by side."""

    @property
    def seen_ohm_cm2(self) -> float:
        """Real part at the lowest frequency of the analyser."""
        return float(self.ohm_cm2[-1].real)

    @property
    def whole_ohm_cm2(self) -> float:
        """Resistance of the chain, which is that of a frequency near 0."""
        return self.columns["cell_asr_ohm_cm2"]

    @property
    def cell_mohm(self) -> float:
        """The same of the whole cell."""
        return PER_THOUSAND * self.whole_ohm_cm2 / self.area_cm2


def spectrum(asked: Asked) -> Spectrum:
    """What an analyser draws of a cell.

    Raises
    ------
    InputError
        A field, a value or a column that cannot be.
    """
    each = comer(asked)
    known = evaluated(each).columns
    rows = {name: np.array([value]) for name, value in known.items()}
    situation, constants = Situation.of(each.design), Constants()
    hertz = frequencies(constants)
    return Spectrum(
        plant=each.plant.name,
        columns=known,
        arcs=tuple(arc_table(rows, situation, constants)),
        series_ohm_cm2=float(arcs(rows, situation, constants)["arc_series_ohm_cm2"][0]),
        hertz=hertz,
        ohm_cm2=impedance_ohm_cm2(rows, situation, constants, hertz)[0],
        temperature_C=each.design.operating_point.temperature_C,
        area_cm2=situation.separator_area_cm2,
    )
