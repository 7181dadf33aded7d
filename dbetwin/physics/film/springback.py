"""What a web takes back of its compaction after the nip, and how that grows with time."""

from __future__ import annotations

import math

from dbetwin.physics import Values

FIRST_H = 1.0
"""Rest to which the settled springback belongs, h."""


def springback(full: Values, degree: Values, even: float, rest_h: float, per_decade: float) -> Values:
    """Relative growth of the thickness after the nip.

    Parameters
    ----------
    full : float or array
        An hour after full compaction, relative.
    degree : float or array
        How much of the way to the least porosity the nip went, 0-1.
    even : float
        Share of it that comes back however little the web was pressed, 0-1.
    rest_h : float
        Since the nip, h; up to the first hour the web is taken as settled.
    per_decade : float
        Further growth per tenfold time, relative.

    Returns
    -------
    float or array
        Relative, 0 or more.

    Notes
    -----
    ``e = e_0 + e_1 (eps_0 - eps)/(eps_0 - eps_min) + k log10(t/1 h)`` with ``e_0 = even x full`` and
    ``e_1 = (1 - even) x full``. Valid to some weeks.

    References
    ----------
    assumed (full 0.02-0.10 for cathodes and 0.05-0.15 for graphite, even 0-1, 0.005-0.02 per decade)

    Examples
    --------
    >>> round(float(springback(0.04, 0.5, 0.5, 1.0, 0.01)), 3), round(float(springback(0.04, 1.0, 0.5, 100.0, 0.01)), 3)
    (0.03, 0.06)
    """
    return full * (even + (1.0 - even) * degree) + per_decade * math.log10(max(rest_h / FIRST_H, 1.0))


def sprung_back(porosity: Values, springback: Values) -> Values:
    """Porosity after the web has left the nip and grown thicker.

    Parameters
    ----------
    porosity : float or array
        In the nip, 0-1.
    springback : float or array
        Relative growth of the thickness.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    Mass stays: ``1 - eps_out = (1 - eps_nip)/(1 + e)``.

    References
    ----------
    Mass balance; springback assumed (0.01-0.10).

    Examples
    --------
    >>> round(float(sprung_back(0.15, 0.04)), 4)
    0.1827
    """
    return 1 - (1 - porosity) / (1 + springback)
