from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from dbetwin import interface, materials, units
from dbetwin.plant.buffer import Buffer
from dbetwin.plant.schema import Layout
from dbetwin.stations import KINDS, station
from tests.test_columns import TABLES


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("0.06 mm", "gap_um", 60),
        ("5 µm", "granule_nm", 5000),
        ("2 h", "setup_min", 120),
        ("25 °C", "temperature_C", 25),
        ("298.15 K", "temperature_C", 25),
        ("5 %", "time_cv", 0.05),
        ("5 %", "handling_loss_pct", 5),
        ("1 kg/m2", "loading_mg_cm2", 100),
        ("0.6 kN/mm", "line_load_N_per_mm", 600),
        ("10 Ω cm²", "asr_ohm_cm2", 10),
        ("3 bar", "pressure_MPa", 0.3),
        ("600", "line_load_N_per_mm", 600),
        (" -1.5e1 kPa", "gauge_Pa", -15000),
        ("0.9", "capacity_ratio_min", 0.9),
        ("0.139 W/g", "specific_power_W_per_kg", 139),
        ("0.1 mS/m", "film_conductivity_S_m", 1e-4),
        ("17.42 g", "mass_kg_per_unit", 0.01742),
        ("0.1 min", "seconds_per_cell", 6),
        ("2 °C", "temperature_sd_C", 2),
        ("2 K", "temperature_sd_C", 2),
    ],
)
def test_a_text_with_a_unit_becomes_the_number_its_name_asks_for(text, name, number):
    assert units.convert(text, name) == number


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("5 kg", "gap_um", "wrong unit 'kg': it should be a number in um"),
        ("5 mm", "time_cv", "wrong unit 'mm': it should be a number without unit"),
        ("5 parsnips", "gap_um", "unknown unit 'parsnips'"),
        ("wide", "gap_um", "should be a number in um"),
        ("5 m+(", "gap_um", "unknown unit"),
        ("5 min", "capacity_ratio_min", "number without unit"),
        ("5 kg", "specific_power_W_per_kg", "it should be a number in W/kg"),
    ],
)
def test_what_cannot_be_converted_names_the_unit_expected(text, name, told):
    with pytest.raises(ValueError, match="should be") as error:
        units.convert(text, name)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("name", "suffix", "unit"),
    [
        ("areal_capacity_mAh_cm2", "_mAh_cm2", "mAh/cm2"),
        ("line_speed_m_per_min", "_m_per_min", "m/min"),
        ("dwell_min", "_min", "min"),
        ("fibrillation_min", None, "-"),
        ("energy_kWh_per_m2_d", "_kWh_per_m2_d", "kWh/(m2 d)"),
        ("specific_power_W_per_kg", "_W_per_kg", "W/kg"),
        ("evaporation_um_per_sqrt_s", "_um_per_sqrt_s", "um/s^0.5"),
        ("grain_growth_um3_per_s", "_um3_per_s", "um3/s"),
        ("machines", None, "-"),
        ("", None, "-"),
    ],
)
def test_the_longest_suffix_wins(name, suffix, unit):
    assert units.suffix_of(name) == suffix
    assert units.unit_of(name) == unit


@given(st.sampled_from([suffix for suffix, unit in units.SUFFIXES.items() if unit]), st.integers(-999, 999))
def test_every_unit_of_the_table_is_known_and_is_its_own(suffix, number):
    assert units.convert(f"{number} {units.SUFFIXES[suffix]}", "x" + suffix) == number


def _records(model):
    """A model and the models inside its fields."""
    yield model
    for field in model.model_fields.values():
        for inside in (field.annotation, *get_args(field.annotation)):
            if isinstance(inside, type) and issubclass(inside, BaseModel):
                yield from _records(inside)


def _names():
    """Every name that a planner may give a number to, and every column of a result."""
    models = [Layout, Buffer, *(station(kind).Settings for kind in KINDS)]
    models += [
        interface.constants_of(each, name) for each in interface.phenomena() for name in interface.hypotheses(each)
    ]
    found = {name for model in models for record in _records(model) for name in record.model_fields}
    found |= {name for material in materials.names() for name in materials.load_material(material).values}
    return sorted(found | {column.name for table in TABLES.values() for column in table.values()})


ONES = {suffix for suffix in units.SUFFIXES if suffix.count("_") == 1} - {"_min"} | {
    "_S",
    "_mol",
    "_um3",
    "_nm3",
    "_sqrt",
}
"""Suffixes of one word, each a unit; ``min`` is also the least value."""


def test_no_unit_is_cut_off_a_longer_one():
    """What stands before the unit is no unit, and no ``per``, that the suffix leaves out."""
    read = {name: name.removesuffix(units.suffix_of(name) or "") for name in _names()}
    words = {name: "_" + before.rpartition("_")[2] for name, before in read.items() if before != name}
    assert len(words) > 100
    assert {name: units.unit_of(name) for name, word in words.items() if word in {*ONES, "_per"}} == {}
