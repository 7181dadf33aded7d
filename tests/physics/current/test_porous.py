"""The line of two rails against a ladder of resistors that is solved step by step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.current.porous import arc_impedance, line_impedance

STEPS = 200


def ladder(ionic: float, electronic: float, between: complex) -> complex:
    """Current enters the ions' rail at the front and leaves the electrons' at the back, through cells of both."""
    ions, electrons, across = ionic / STEPS, electronic / STEPS, between * STEPS
    conductance = np.zeros((2 * STEPS, 2 * STEPS), dtype=complex)

    def join(one: int, other: int, impedance: complex) -> None:
        conductance[one, one] += 1 / impedance
        conductance[other, other] += 1 / impedance
        conductance[one, other] -= 1 / impedance
        conductance[other, one] -= 1 / impedance

    for step in range(STEPS):
        join(step, STEPS + step, across)
        if step + 1 < STEPS:
            join(step, step + 1, ions)
            join(STEPS + step, STEPS + step + 1, electrons)
    current = np.zeros(2 * STEPS, dtype=complex)
    current[0] = 1.0
    potentials = np.linalg.solve(conductance[:-1, :-1], current[:-1])
    return complex(potentials[0] + (ions + electrons) / 2)


@pytest.mark.parametrize("between", [14.0 - 3.0j, 500.0 - 2000.0j, 2.0 - 40.0j])
@pytest.mark.parametrize(("ionic", "electronic"), [(300.0, 50.0), (10.0, 80.0), (120.0, 1e-6)])
def test_the_line_is_the_ladder(ionic, electronic, between):
    assert complex(line_impedance(ionic, electronic, between)) == pytest.approx(
        ladder(ionic, electronic, between), rel=2e-3
    )


@given(ionic=st.floats(1e-3, 1e3), electronic=st.floats(0, 1e3))
def test_a_blocked_surface_leaves_a_third_of_the_rails_and_a_shorted_one_both_side_by_side(ionic, electronic):
    blocked = complex(line_impedance(ionic, electronic, -1e6j * (ionic + electronic)))
    assert blocked.real == pytest.approx((ionic + electronic) / 3, rel=1e-6)
    shorted = complex(line_impedance(ionic, electronic, 1e-12 * ionic))
    assert shorted.real == pytest.approx(ionic * electronic / (ionic + electronic), abs=3e-6 * (ionic + electronic))


def test_without_rails_only_the_surface_is_left():
    assert complex(line_impedance(0.0, 0.0, 5.0 + 1.0j)) == pytest.approx(5.0 + 1.0j, rel=1e-12)


def test_a_steady_surface_is_reached_by_so_much_current():
    # a resistance between the rails: sqrt(R_i R_ct) coth sqrt(R_i / R_ct)
    assert float(line_impedance(336.0, 0.0, 14.0).real) == pytest.approx(
        np.sqrt(336 * 14) / np.tanh(np.sqrt(336 / 14)), rel=1e-12
    )


def test_an_arc_is_a_half_circle():
    angular = np.geomspace(1e-3, 1e3, 50)
    z = arc_impedance(2.0, 0.5, angular)
    assert np.abs(z - 1.0) == pytest.approx(np.ones(50), rel=1e-12)
    assert (z.imag <= 0).all()
