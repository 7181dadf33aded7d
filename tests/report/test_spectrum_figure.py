"""The figure of a spectrum: the cell's curve, half circles of what stands alone, size and phase."""

from __future__ import annotations

import numpy as np
import pytest

from dbetwin.interface.seen.spectrum import Arc
from dbetwin.report.spectrum_figure import card, spectrum_figure
from dbetwin.study.cell.spectrum import Spectrum

ARCS = (
    Arc("bulk", 8.0, 1e-3, 2e7, False, ()),
    Arc("interface", 20.0, 1.0, 8e3, True, ()),
    Arc("cathode_path", 100.0, 500.0, 3.0, True, ()),
)
SHOWN = Spectrum(
    plant="mine",
    columns={"cell_asr_ohm_cm2": 130.0},
    arcs=ARCS,
    series_ohm_cm2=2.0,
    hertz=np.array([1e6, 1e3, 1.0]),
    ohm_cm2=np.array([3 - 1j, 15 - 5j, 90 - 2j]),
    temperature_C=25.0,
    area_cm2=3000.0,
)


def test_the_cell_is_drawn_with_minus_its_imaginary_part():
    cell = next(trace for trace in spectrum_figure(SHOWN).data if trace.name == "the cell")
    assert list(cell.x) == [3.0, 15.0, 90.0]
    assert list(cell.y) == [1.0, 5.0, 2.0]
    assert list(cell.text) == ["1e+06 Hz", "1e+03 Hz", "1e+00 Hz"]


def test_half_circles_stand_one_behind_the_other_and_a_line_is_none():
    circles = {trace.name: trace for trace in spectrum_figure(SHOWN).data if "alone" in str(trace.name)}
    assert set(circles) == {"bulk alone", "interface alone"}
    assert min(circles["bulk alone"].x) == 2.0
    assert max(circles["bulk alone"].x) == pytest.approx(10.0)
    assert min(circles["interface alone"].x) == pytest.approx(10.0)
    assert max(circles["interface alone"].y) == pytest.approx(10.0, rel=1e-3)


def test_size_and_phase_are_those_of_the_impedance():
    size, phase = spectrum_figure(SHOWN).data[-2:]
    assert list(size.y) == pytest.approx(np.abs(SHOWN.ohm_cm2).tolist())
    assert list(phase.y) == pytest.approx(np.degrees(np.angle(SHOWN.ohm_cm2)).tolist())


def test_the_whole_cell_has_its_faces_side_by_side():
    told = card(SHOWN)
    assert told["cell_mohm"] == pytest.approx(1e3 * 130.0 / 3000.0)
    assert told["seen_ohm_cm2"] == 90.0
