"""Alumina on titania nanoparticles in a fluidized bed, 27 C and 1 bar: Valdesueiro 2015, Materials 8, 1249.

doi:10.3390/ma8031249. The growth per cycle is the model's own constant, so only that it holds for 4, 7 and 15 cycles
is tested of it. The prediction is the other half: a coat that stops by itself does not answer to a larger dose. It
does not at 170 C; near room temperature precursor condenses and it does, which the station says is outside.
"""

from __future__ import annotations

import pytest

from dbetwin.stations import ald_coater
from tests.stations.powder_to_web import bench

BOUNDS_NM = {cycles: (0.14 * cycles, 0.15 * cycles) for cycles in (4, 7, 15)}
SIX_TIMES_AT_170_C_NM = 0.16


def thickness(**changed: float) -> float:
    return float(bench("ald_coater", **changed).work().columns["coating_thickness_nm"])


@pytest.mark.parametrize("cycles", BOUNDS_NM)
def test_the_coat_grows_by_the_cycle(cycles: int) -> None:
    found, (low, high) = thickness(cycles=cycles, temperature_C=27), BOUNDS_NM[cycles]
    print(f"{cycles} cycles: {found:.2f} nm, published {low:.2f} to {high:.2f}")
    assert low <= found <= high


def test_six_times_the_dose_grows_hardly_more_where_it_is_warm() -> None:
    found = thickness(cycles=1, temperature_C=170, dose_ratio=6 * 1.15)
    residual = found / SIX_TIMES_AT_170_C_NM - 1
    print(f"170 C, six doses: {found:.3f} nm a cycle, published {SIX_TIMES_AT_170_C_NM}: {100 * residual:+.1f} %")
    assert abs(residual) < 0.15
    told = bench("ald_coater", temperature_C=170, dose_ratio=6 * 1.15).work().outside
    assert ald_coater.OVERDOSED not in told


@pytest.mark.parametrize("doses", [2, 4, 6])
def test_a_larger_dose_near_room_temperature_is_told_as_outside(doses: int) -> None:
    # published: the growth rises with it; the model's does not
    overdosed = bench("ald_coater", temperature_C=27, dose_ratio=doses * 1.15)
    assert ald_coater.OVERDOSED in overdosed.work().outside
