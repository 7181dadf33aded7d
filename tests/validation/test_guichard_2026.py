"""Grains of NMC under the calender: Guichard, Mathieu and Woillez 2026, arXiv:2601.02879 (finite elements).

Published: three regimes along compression (grains rearrange, break at moderate pressure, are crushed), and a
structure that depends strongly on the pressure. The pressures of the regimes stand in the paper's figures and were
not read: the load at which breaking begins is assumed.
"""

import numpy as np

from dbetwin.physics.film.compaction import broken_share
from tests.stations.powder_to_web import FILM, bench

COAT = {"coverage": 0.97, "coverage_tail": 0.03, "coverage_of_tail": 0.4}
SETTINGS = bench("calender").settings


def test_grains_rearrange_then_break_then_are_crushed() -> None:
    loads = np.array([300.0, 1000.0, 1800.0, 5000.0])
    shares = broken_share(loads, SETTINGS.fracture_load_N_per_mm, SETTINGS.fracture_width)
    print("\nshare of broken grains", dict(zip(loads.tolist(), shares.round(2).tolist(), strict=True)))
    assert shares[0] == shares[1] == 0
    assert 0.1 < shares[2] < 0.6
    assert shares[3] > 0.95


def test_while_grains_rearrange_pores_close_and_when_they_break_the_coat_goes() -> None:
    def made(load: float) -> tuple[float, float]:
        columns = bench("calender", line_load_N_per_mm=load).work(inputs={"film": {**FILM, **COAT}}).columns
        return columns["porosity"], columns["coverage"]

    loose, pressed, broken = made(200.0), made(1000.0), made(2500.0)
    print(f"\nporosity and coverage at 0.2, 1.0 and 2.5 kN/mm: {loose}, {pressed}, {broken}")
    assert loose[0] - pressed[0] > 5 * (pressed[0] - broken[0])
    assert loose[1] == pressed[1] > broken[1] + 0.1
