import numpy as np
import pytest
from scipy.integrate import quad

from dbetwin.physics.film.roll import STEEL, Roll, bending, nip_gap, quadrature


@pytest.mark.parametrize(
    ("roll", "centre_um", "edge_um"),
    [
        (Roll(0.4, 1.2, 0.6), 43.8, 13.3),
        (Roll(0.6, 1.2, 0.6), 10.5, 3.24),
        (Roll(0.8, 1.2, 0.6), 4.12, 1.29),
        (Roll(0.8, 1.6, 1.0), 12.2, 5.47),
        (Roll(1.0, 1.6, 1.0), 5.86, 2.64),
    ],
)
def test_bending_numbers(roll: Roll, centre_um: float, edge_um: float) -> None:
    centre, edge = bending(roll, 500e3)
    assert 1e6 * centre == pytest.approx(centre_um, rel=0.02)
    assert 1e6 * edge == pytest.approx(edge_um, rel=0.02)


def test_bending_agrees_with_the_unit_load_integral() -> None:
    roll, load = Roll(0.5, 1.4, 0.8), 400e3
    inertia, area = np.pi * roll.diameter**4 / 64, np.pi * roll.diameter**2 / 4
    start, reaction = (roll.span - roll.web_width) / 2, load * roll.web_width / 2

    def moment(x: float) -> float:
        return reaction * x - load * max(x - start, 0.0) ** 2 / 2

    def shear(x: float) -> float:
        return reaction - load * max(x - start, 0.0)

    bent = 2 * quad(lambda x: moment(x) * x / 2, 0, roll.span / 2, points=[start])[0] / (STEEL * inertia)
    sheared = 2 * 1.11 * quad(lambda x: shear(x) / 2, 0, roll.span / 2, points=[start])[0] / (STEEL / 2.6 * area)
    assert bending(roll, load)[0] == pytest.approx(bent + sheared, rel=1e-6)


def test_the_stand_stretches_and_parts_add_in_square() -> None:
    assert nip_gap(50e-6, 500e3, 0.3, 4e9) == pytest.approx(87.5e-6)
    assert quadrature(1.0, 2.0, 2.0) == pytest.approx(3.0)
