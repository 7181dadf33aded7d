"""A function of three factors whose shares of the variance are known exactly."""

from __future__ import annotations

import math

import numpy as np

from dbetwin.study.designs.design import Floats

A, B = 7.0, 0.1


def ishigami(points: Floats) -> Floats:
    """``sin x1 + a sin^2 x2 + b x3^4 sin x1`` with x uniform in -pi to pi; T. Ishigami, T. Homma, ISUMA 1990."""
    first, second, third = (math.pi * (2.0 * points[:, :3] - 1.0)).T
    value: Floats = np.sin(first) + A * np.sin(second) ** 2 + B * third**4 * np.sin(first)
    return value


ALONE_1 = (1 + B * math.pi**4 / 5) ** 2 / 2
ALONE_2 = A**2 / 8
WITH_3 = B**2 * math.pi**8 * (1 / 18 - 1 / 50)
VARIANCE = ALONE_1 + ALONE_2 + WITH_3
FIRST = np.array([ALONE_1, ALONE_2, 0.0]) / VARIANCE
TOTAL = np.array([ALONE_1 + WITH_3, ALONE_2, WITH_3]) / VARIANCE
