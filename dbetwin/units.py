"""Unit suffixes of field names, and the one place where texts with units become numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SUFFIXES: dict[str, str] = {
    # lengths, areas, volumes
    "_nm": "nm", "_um": "um", "_mm": "mm", "_cm": "cm", "_m": "m",
    "_mm2": "mm2", "_cm2": "cm2", "_m2": "m2", "_cm3": "cm3", "_m3": "m3", "_mL": "mL", "_L": "L",
    # times, speeds and rates
    "_s": "s", "_min": "min", "_h": "h", "_d": "d",
    "_m_per_s": "m/s", "_m_per_min": "m/min", "_mm_per_min": "mm/min", "_nm_per_min": "nm/min",
    "_um_per_min": "um/min", "_um2_per_s": "um2/s", "_m2_per_s": "m2/s", "_cm2_per_s": "cm2/s", "_m3_per_s": "m3/s",
    "_m3_per_min": "m3/min", "_m3_per_h": "m3/h", "_um3_per_s": "um3/s", "_um_per_sqrt_s": "um/s^0.5",
    "_mL_per_min": "mL/min", "_L_per_min": "L/min",
    "_per_s": "1/s", "_per_min": "1/min", "_per_h": "1/h", "_per_d": "1/d", "_K_per_min": "K/min",
    "_rpm": "rpm", "seconds_per_cell": "s/cell", "seconds_per_piece": "s/piece",
    # masses and what is referred to them
    "_ug": "ug", "_mg": "mg", "_g": "g", "_kg": "kg", "_t": "t",
    "_mg_cm2": "mg/cm2", "_g_m2": "g/m2", "_g_cm3": "g/cm3", "_kg_per_m3": "kg/m3", "_kg_m3": "kg/m3",
    "_kg_per_s": "kg/s", "_kg_per_min": "kg/min", "_kg_per_h": "kg/h", "_g_per_min": "g/min", "_g_per_m2_s": "g/(m2 s)",
    "_kg_per_m": "kg/m", "_kg_per_m2": "kg/m2", "_g_per_mol": "g/mol", "_m2_per_g": "m2/g", "_cm3_per_mol": "cm3/mol",
    "_cm3_per_g": "cm3/g", "_cm3_mol": "cm3/mol", "_kg_per_unit": "kg/unit",
    # forces, pressures, toughness
    "_N": "N", "_kN": "kN", "_N_per_m": "N/m", "_N_per_mm": "N/mm", "_kN_per_mm": "kN/mm", "_MN_per_mm": "MN/mm",
    "_Pa": "Pa", "_kPa": "kPa", "_MPa": "MPa", "_GPa": "GPa", "_Pa_h": "Pa h", "_Pa_s": "Pa s", "_per_Pa": "1/Pa",
    "_mPa_s": "mPa s",
    "_J_m2": "J/m2", "_J_per_m2": "J/m2", "_mN_per_m": "mN/m", "_MPa_sqrt_m": "MPa m^0.5",
    # temperature, energy, power
    "_C": "degC", "_K": "K", "_per_K": "1/K", "_sd_C": "K",
    "_J": "J", "_kJ": "kJ", "_kWh": "kWh", "_Wh": "Wh", "_W": "W", "_kW": "kW", "_W_per_kg": "W/kg",
    "_kJ_per_kg": "kJ/kg", "_J_per_kg_K": "J/(kg K)", "_kJ_per_mol": "kJ/mol", "_J_per_mol": "J/mol",
    "_kWh_per_m2_d": "kWh/(m2 d)", "_kWh_per_m": "kWh/m", "_kWh_per_kg": "kWh/kg", "_kg_per_kWh": "kg/kWh",
    "_MWh_per_year": "MWh/a", "_GWh_per_year": "GWh/a",
    "_W_per_kg_K": "W/(kg K)", "_kWh_per_kWh": "", "_kg_per_m2_s": "kg/(m2 s)", "_W_per_m2_K": "W/(m2 K)",
    # electricity and electrochemistry
    "_eV": "eV", "_mV": "mV", "_mV_per_d": "mV/d", "_V": "V", "_mA": "mA", "_A": "A", "_Ah": "Ah", "_mA_cm2": "mA/cm2",
    "_uA_cm2": "uA/cm2",
    "_mAh_cm2": "mAh/cm2", "_mAh_g": "mAh/g", "_ohm": "ohm", "_ohm_cm": "ohm cm", "_ohm_cm2": "ohm cm2",
    "_mS_cm": "mS/cm", "_S_cm": "S/cm", "_S_m": "S/m", "_Wh_kg": "Wh/kg", "_Wh_L": "Wh/L",
    # shares and densities of things
    "_pct": "%", "_per_m2": "1/m2", "_per_cm2": "1/cm2", "_per_m": "1/m", "_per_nm3": "1/nm3",
    "_ppm": "ppm", "_deg": "deg",
    # names in which "min" is the least value, not the minute
    "_ratio_min": "", "_fraction_min": "", "fibrillation_min": "", "coverage_min": "",
}  # fmt: skip
"""Field-name suffix to unit (empty for a pure number); the longest matching suffix wins."""

_LONGEST_FIRST = sorted(SUFFIXES, key=len, reverse=True)
_NUMBER_AND_UNIT = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*")


@cache
def suffix_of(name: str) -> str | None:
    """The unit suffix that ends a field name, or None for a pure number or text."""
    found = next((suffix for suffix in _LONGEST_FIRST if name.endswith(suffix)), None)
    return found if found and SUFFIXES[found] else None


def unit_of(name: str) -> str:
    """The unit that the name of a field or column ends in, as shown to a reader; ``-`` when it has none."""
    suffix = suffix_of(name)
    return SUFFIXES[suffix] if suffix else "-"


def convert(text: str, name: str) -> float:
    """The number of ``text`` ("0.06 mm") in the unit that ends the field name (``gap_um``).

    Raises
    ------
    ValueError
        The text is no number with a unit, or its unit measures something else; the message names the unit.
    """
    found = _NUMBER_AND_UNIT.fullmatch(text)
    if found is None:
        raise ValueError(f"should be {_wanted(name)}")
    number, unit = float(found[1]), found[2]
    return number if not unit else _converted(number, unit, name)


def _converted(number: float, unit: str, name: str) -> float:
    import pint  # noqa: PLC0415  (a quarter of a second: only when a text has a unit)

    wanted = unit_of(name).replace("-", "dimensionless")
    if wanted == "K":  # what a name gives in kelvin is a difference, or above absolute zero and written in kelvin
        unit = re.sub(r"^(°C|degC|celsius)$", "delta_degC", unit)
    try:
        quantity = _registry().Quantity(number, _spelled(unit))
        # twelve digits: what was written in decimal stays a decimal number in the other unit
        return float(f"{quantity.to(_spelled(wanted)).magnitude:.12g}")
    except pint.DimensionalityError as error:
        raise ValueError(f"has the wrong unit {unit!r}: it should be {_wanted(name)}") from error
    except Exception as error:  # pint's parser raises whatever Python's tokenizer does
        raise ValueError(f"has an unknown unit {unit!r}: it should be {_wanted(name)}") from error


@cache
def _registry() -> Any:
    import pint  # noqa: PLC0415

    registry: Any = pint.UnitRegistry(cache_folder=None)
    for thing in ("unit", "cell", "piece"):
        registry.define(f"{thing} = 1 count")
    return registry


def _spelled(unit: str) -> str:
    """Powers as pint writes them: ``mg/cm2`` is ``mg/cm**2``."""
    return re.sub(r"(?<=[A-Za-z])(\d)", r"**\1", unit.replace("^", "**").replace("%", "percent"))


def _wanted(name: str) -> str:
    unit = unit_of(name)
    return "a number without unit" if unit == "-" else f"a number in {unit}, or with a unit that converts to it"
