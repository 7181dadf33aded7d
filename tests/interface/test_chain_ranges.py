"""The chain over the whole ranges of what it is given: of every input, every constant and every model of a plant."""

import dataclasses
import re
import warnings
from functools import cache

import numpy as np
import pytest

from dbetwin.interface.chain import properties
from dbetwin.interface.registry import PHENOMENA, problems
from dbetwin.plant.load import load_plant
from dbetwin.plant.shipped import plants

PLANTS = tuple(plants())
ROUNDS, ROWS = 3, 60
INPUTS = {
    "agglomerate_fraction": (0, 0.2), "anode_porosity": (0, 0.5), "anode_thickness_um_mean": (5, 120),
    "asperity_factor": (0.2, 4), "cathode_fibrillation": (0, 1), "cathode_porosity": (0, 0.5),
    "cathode_thickness_um_mean": (20, 200), "coating_thickness_cv": (0, 2), "coating_thickness_nm": (0, 25),
    "coverage_tail": (0, 1), "n_to_p_worst": (0.5, 1.7), "pinholes_expected": (0, 0.2),
    "press_pressure_MPa": (0, 700), "press_temperature_C": (0, 200), "press_dwell_min": (0, 60),
    "separator_conductivity_mS_cm": (0.05, 2), "separator_exposure_Pa_h": (0, 5e6),
    "separator_grain_um": (0.05, 20), "separator_porosity": (0, 0.5), "separator_thickness_um_mean": (5, 80),
    "stack_pressure_MPa": (0, 20),
}  # fmt: skip
OF_SILICON = {"silicon_mass_fraction": (0.3, 0.6), "silicon_void": (0.1, 0.5)}
"""Told by plants that make their own silicon-carbon."""
SHARES = re.compile(r"contact_fraction|soc$|^p_|^outside_|utilisation|_share$|^plating|^quality_(?!index)")
MORE_THAN_A_SHARE = ("end_of_charge_soc",)
PARTS = ("void_limited_mA_cm2", "crack_limited_mA_cm2", "leak_limited_mA_cm2")


@cache
def design_of(plant):
    return dataclasses.replace(load_plant(plant).design, nominal=None)


def inputs(rng, plant, rows=ROWS):
    """Random cells; each input sits at each end of its range in a tenth of them."""
    known = {}
    for name, (low, high) in (INPUTS | (OF_SILICON if plant == "pilot_vapour" else {})).items():
        part = np.clip(rng.uniform(-0.125, 1.125, rows), 0.0, 1.0)
        known[name] = low + (high - low) * (part**4 if name == "separator_exposure_Pa_h" else part)
    tail = known["coverage_tail"]
    known["coverage_of_tail"] = rng.uniform(0, 0.8, rows)
    known["coverage"] = (1 - tail) * rng.uniform(0.8, 1, rows) + tail * known["coverage_of_tail"]
    known["separator_thickness_um_worst"] = known["separator_thickness_um_mean"] * rng.uniform(0.4, 1, rows)
    return known


def drawn(rng, provenance):
    low, high = provenance.range
    return float(rng.choice([low, high, rng.uniform(low, high)]))


def other_models(rng, design):
    models = {name: str(rng.choice(list(known))) for name, known in PHENOMENA.items()}
    for _ in range(100):
        wrong = {each.split(":")[0] for each in problems(models, design.product)}
        if not wrong:
            return models
        models |= {name: str(rng.choice(list(PHENOMENA[name]))) for name in sorted(wrong)}
    return design.interface


def shaken(rng, design, *, models=False):
    """The design with half of its constants elsewhere in their ranges, in another use, and with other models."""
    materials = {
        name: dataclasses.replace(
            each,
            values={
                key: drawn(rng, each.provenance[key]) if each.provenance[key].range and rng.random() < 0.5 else value
                for key, value in each.values.items()
            },
        )
        for name, each in design.materials.items()
    }
    interface = other_models(rng, design) if models else design.interface
    constants = {}
    for phenomenon, name in interface.items():
        fields = PHENOMENA[phenomenon][name].constants.model_fields
        told = {key: field.json_schema_extra["provenance"] for key, field in fields.items()}
        constants[phenomenon] = {
            key: drawn(rng, each) for key, each in told.items() if each.range and rng.random() < 0.5
        }
    use = {"temperature_C": rng.uniform(-20, 100), "c_rate": float(np.exp(rng.uniform(-4, 1.6)))}
    return dataclasses.replace(
        design,
        materials=materials,
        interface=interface,
        interface_constants=constants,
        operating_point=design.operating_point.model_copy(update=use),
    )


def judged(known, design):
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        return properties(known, design)


def assert_possible(found):
    for name, values in found.items():
        assert np.isfinite(values).all(), name
        if SHARES.search(name) and name not in MORE_THAN_A_SHARE:
            assert ((values >= 0) & (values <= 1)).all(), name
        if name.endswith(("_ohm_cm2", "_mA_cm2", "_nm", "_um", "cycle_life", "_S_cm")):
            assert (values >= 0).all(), name
    assert (found.get("current_focusing", np.ones(1)) >= 1).all()
    if "critical_current_mA_cm2" in found:
        critical = found["critical_current_mA_cm2"]
        for part in filter(found.__contains__, PARTS):
            assert (critical <= np.maximum(found[part], 1e-12) * (1 + 1e-9)).all(), part
        assert (found["cell_critical_current_mA_cm2"] <= critical * (1 + 1e-9)).all()


@pytest.mark.parametrize("models", [False, True], ids=["own models", "any models"])
@pytest.mark.parametrize("plant", PLANTS)
def test_every_number_is_possible_and_a_cell_is_alone_what_it_is_among_others(plant, models):
    rng, own = np.random.default_rng(PLANTS.index(plant)), design_of(plant)
    for _ in range(ROUNDS):
        design, known = shaken(rng, own, models=models), inputs(rng, plant)
        found = judged(known, design)
        assert_possible(found)
        row = int(rng.integers(ROWS))
        alone = judged({name: values[row : row + 1] for name, values in known.items()}, design)
        assert all(alone[name][0] == values[row] for name, values in found.items())


@pytest.mark.parametrize("plant", ["pilot", "lithium_metal", "silicon_garnet"])
def test_cells_packed_to_32_bits_are_possible_and_what_they_were(plant):
    rng, own = np.random.default_rng(1), design_of(plant)
    for _ in range(2):
        design = shaken(rng, own)
        packed = {name: values.astype(np.float32) for name, values in inputs(rng, plant).items()}
        found = judged(packed, design)
        assert_possible(found)
        wide = judged({name: values.astype(np.float64) for name, values in packed.items()}, design)
        for name in ("anode_asr_ohm_cm2", "cell_asr_ohm_cm2", "usable_soc", "critical_current_mA_cm2", "p_failure"):
            if name in found:
                assert found[name] == pytest.approx(wide[name], rel=1e-4, abs=1e-5), name


@pytest.mark.parametrize(
    ("plant", "moved", "rises", "falls"),
    [
        ("lithium_metal", "press_pressure_MPa",
         "pressed_contact_fraction void_limited_mA_cm2 anode_contact_fraction", "anode_asr_ohm_cm2"),
        ("lithium_metal", "press_temperature_C", "pressed_contact_fraction void_limited_mA_cm2", "anode_asr_ohm_cm2"),
        ("lithium_metal", "separator_exposure_Pa_h", "film_nm anode_asr_ohm_cm2 separator_asr_ohm_cm2",
         "critical_current_mA_cm2"),
        ("lithium_metal", "stack_pressure_MPa", "void_limited_mA_cm2 anode_contact_fraction p_ceramic",
         "current_focusing p_open"),
        ("lithium_metal", "separator_conductivity_mS_cm", "crack_limited_mA_cm2 critical_current_mA_cm2",
         "constriction_asr_ohm_cm2 separator_asr_ohm_cm2 p_filament"),
        ("lithium_metal", "pinholes_expected", "p_pinhole p_short p_failure", ""),
        ("pilot", "press_pressure_MPa", "pressed_contact_fraction usable_soc", "anode_asr_ohm_cm2"),
        ("pilot", "separator_exposure_Pa_h", "film_nm anode_asr_ohm_cm2 cell_asr_ohm_cm2", "accessible_soc usable_soc"),
        ("silicon_garnet", "stack_pressure_MPa", "anode_contact_fraction p_ceramic", "anode_asr_ohm_cm2"),
        ("silicon_garnet", "anode_porosity", "silicon_free_volume anode_ionic_ohm_cm2", "silicon_pressure_GPa"),
        ("silicon_garnet", "n_to_p_worst", "silicon_potential_V", "end_of_charge_soc silicon_pressure_GPa plating"),
    ],
)  # fmt: skip
def test_more_of_an_input_moves_all_cells_one_way(plant, moved, rises, falls):
    rng, own = np.random.default_rng(3), design_of(plant)
    low, high = INPUTS[moved]
    moving = set()
    for _ in range(3):
        design, known = shaken(rng, own), inputs(rng, plant)
        part = np.sort(rng.uniform(0, 1, (2, ROWS)), axis=0)
        less, more = (judged({**known, moved: low + (high - low) * each}, design) for each in part)
        for name in (*rises.split(), *falls.split()):
            gained = more[name] - less[name] if name in rises.split() else less[name] - more[name]
            assert (gained >= -1e-9 * np.abs(less[name]) - 1e-12).all(), name
            moving |= {name} if gained.max() > 0 else set()
    assert moving == {*rises.split(), *falls.split()}
