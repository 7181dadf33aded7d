"""How often granules of two sizes meet and stay together, as a shape over the sizes; the pace is set elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics.granules.grid import diameters

Floats = NDArray[np.float64]


def constant_kernel(first: Floats, second: Floats) -> Floats:
    """Every pair of granules alike.

    Parameters
    ----------
    first, second : array, shape (n,) or what broadcasts with it
        Volumes, m3 or any one unit.

    Returns
    -------
    array, shape as the two together
        Dimensionless: 1.

    Notes
    -----
    ``K = 1``.

    References
    ----------
    1. Smoluchowski 1917, Z. Phys. Chem. 92, 129

    Examples
    --------
    >>> constant_kernel(np.array([1.0, 5.0]), np.array([2.0, 3.0]))
    array([1., 1.])
    """
    return np.ones(np.broadcast_shapes(first.shape, second.shape))


def sum_kernel(first: Floats, second: Floats) -> Floats:
    """Large granules catch most; the mean size grows exponentially.

    Parameters
    ----------
    first, second : array, shape (n,) or what broadcasts with it
        Volumes, m3 or any one unit.

    Returns
    -------
    array, shape as the two together
        Unit of the volumes: ``m3``.

    Notes
    -----
    ``K = u + v``.

    References
    ----------
    1. Golovin 1963, Izv. Geophys. Ser. 5, 482

    Examples
    --------
    >>> sum_kernel(np.array([1.0, 5.0]), np.array([2.0, 3.0]))
    array([3., 8.])
    """
    return first + second


def product_kernel(first: Floats, second: Floats) -> Floats:
    """Large granules find each other so fast that one takes all after a finite time.

    Parameters
    ----------
    first, second : array, shape (n,) or what broadcasts with it
        Volumes, m3 or any one unit.

    Returns
    -------
    array, shape as the two together
        Unit of the volumes squared: ``m6``.

    Notes
    -----
    ``K = u v``; gels when ``K M_2(0) t`` is 1.

    References
    ----------
    1. Ziff, Hendriks, Ernst 1983, J. Phys. A 16, 2293

    Examples
    --------
    >>> product_kernel(np.array([1.0, 5.0]), np.array([2.0, 3.0]))
    array([ 2., 15.])
    """
    return first * second


def equipartition_kernel(first: Floats, second: Floats) -> Floats:
    """Granules that bubbles shake as a gas: each carries the same kinetic energy, whatever its size.

    Parameters
    ----------
    first, second : array, shape (n,) or what broadcasts with it
        Volumes, m3 or the cube of any unit of length.

    Returns
    -------
    array, shape as the two together
        Square of a length over the root of a volume (m**0.5): pace and density are set apart.

    Notes
    -----
    ``K = (L_1 + L_2)^2 sqrt(1/L_1^3 + 1/L_2^3)``: area of the circle of contact times the relative velocity of two
    granules of equal kinetic energy and density. Its degree in the volume is 1/6, so that it never gels.

    References
    ----------
    1. Hounslow 1998, KONA 16, 179

    Examples
    --------
    >>> one = np.pi / 6 * np.ones(2)
    >>> equipartition_kernel(one, np.array([1.0, 64.0]) * one).round(3)
    array([ 5.657, 25.195])
    """
    a, b = diameters(first), diameters(second)
    return np.asarray((a + b) ** 2 * np.sqrt(1 / a**3 + 1 / b**3))


KERNELS: Mapping[str, Callable[[Floats, Floats], Floats]] = MappingProxyType(
    {
        "equipartition": equipartition_kernel,
        "constant": constant_kernel,
        "sum": sum_kernel,
        "product": product_kernel,
    }
)
"""By the name that settings use."""
