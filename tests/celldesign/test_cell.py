"""The shipped designs weigh and hold what the stack model says they should."""

import numpy as np
import pytest

from dbetwin.celldesign.cell import cell_mass_table, cell_volume_table, open_voltage, targets, weigh
from dbetwin.celldesign.design import Design
from tests.designs import lithium_design, silicon_design


def target_rows(design: Design) -> dict[str, np.ndarray]:
    wanted = targets(design)
    return {
        "cathode_loading_mg_cm2_mean": np.array([wanted.cathode_loading_mg_cm2]),
        "cathode_thickness_um_mean": np.array([wanted.cathode_thickness_um]),
        "anode_loading_mg_cm2_mean": np.array([wanted.anode_loading_mg_cm2]),
        "anode_thickness_um_mean": np.array([wanted.anode_thickness_um]),
        "separator_thickness_um_mean": np.array([design.product.separator_thickness_um]),
    }


def specific_energy(design: Design) -> float:
    return float(weigh(design, target_rows(design))["nominal_specific_energy_Wh_kg"][0])


def test_the_pilot_cell():
    design = silicon_design()
    found = weigh(design, target_rows(design))
    assert open_voltage(design) == pytest.approx(3.46)
    assert found["nominal_capacity_Ah"][0] == pytest.approx(9.765, rel=5e-3)
    assert found["nominal_energy_Wh"][0] == pytest.approx(33.8, rel=5e-3)
    assert found["nominal_specific_energy_Wh_kg"][0] == pytest.approx(231, rel=5e-3)
    assert 1000 * found["nominal_energy_Wh"][0] / found["volume_mL"][0] == pytest.approx(563, rel=5e-3)


def test_lithium_cells():
    dense = specific_energy(lithium_design(lithium_thickness_um=0.0))
    assert dense == pytest.approx(258, rel=5e-3)
    assert specific_energy(lithium_design(lithium_thickness_um=0.0, separator="composite")) == pytest.approx(
        287, rel=5e-3
    )
    excess = [specific_energy(lithium_design(lithium_thickness_um=um)) for um in (10.0, 20.0)]
    assert 3 <= dense - excess[0] <= 4
    assert 3 <= excess[0] - excess[1] <= 4


@pytest.mark.parametrize("design", [silicon_design(), lithium_design()])
def test_tables_add_up(design):
    rows = target_rows(design)
    found = weigh(design, rows)
    assert sum(cell_mass_table(design, rows).values()) == pytest.approx(found["mass_g"])
    assert sum(cell_volume_table(design, rows).values()) == pytest.approx(found["volume_mL"])
    assert min(float(np.ravel(part)[0]) for part in cell_volume_table(design, rows).values()) > 0


def test_the_smaller_electrode_limits():
    design = silicon_design()
    rows = target_rows(design)
    lean = {**rows, "anode_loading_mg_cm2_mean": rows["anode_loading_mg_cm2_mean"] / 1.1 * 0.9}
    assert weigh(design, lean)["nominal_capacity_Ah"] == pytest.approx(0.9 * weigh(design, rows)["nominal_capacity_Ah"])


def test_rows_are_independent():
    design = silicon_design()
    one = target_rows(design)
    many = {name: np.concatenate([value, 1.05 * value, 0.9 * value]) for name, value in one.items()}
    for name, values in weigh(design, many).items():
        alone = [float(weigh(design, {k: v[[row]] for k, v in many.items()})[name][0]) for row in range(3)]
        assert values == pytest.approx(alone), name
