import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin import units


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
