"""Phenomena as pure functions: SI units, arrays in and arrays out, no plant and no clock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = float | NDArray[np.float64]
"""A number or an array of numbers; what goes in as an array of a shape comes out as one."""

GRAVITY = 9.80665
"""Standard acceleration of free fall, m/s2 (CGPM 1901)."""

GAS_CONSTANT = 8.314462618
"""Molar gas constant, J/(mol K) (CODATA 2018)."""

KELVIN = 273.15
"""0 degrees Celsius in kelvin."""
