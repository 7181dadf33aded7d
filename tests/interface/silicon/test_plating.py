"""When lithium plates on silicon."""

from dataclasses import replace

import numpy as np

from dbetwin.interface.silicon.plating import plates
from tests.designs import silicon_design, walked


def test_silicon_plates_below_lithium_or_without_anode():
    assert plates(np.array([0.01, -1e-9, 0.01]), np.array([1.0, 1.2, 0.999])).tolist() == [0, 1, 1]


def test_current_and_pressure_make_a_cell_plate():
    slow, fast = (walked(silicon_design({"c_rate": rate}))[0] for rate in (1 / 3, 8.0))
    assert slow["silicon_potential_V"][0] > 0
    assert fast["silicon_potential_V"][0] < 0
    assert [float(each["plating"][0]) for each in (slow, fast)] == [0, 1]


def test_silicon_prelithiated_beyond_its_room_plates():
    design = silicon_design()
    filled = [
        replace(design, interface_constants={"silicon_confinement": {"formed_at_soc": soc}}) for soc in (0.1, 0.5)
    ]
    assert [float(walked(each)[0]["plating"][0]) for each in filled] == [0, 1]
