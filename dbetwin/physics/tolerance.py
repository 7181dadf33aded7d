"""What N faces of one cell make of the scatter of one face: their mean, and the worst of them."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from dbetwin.physics import Values


def cv_of_mean(cv: Values, faces: Values, correlation: Values = 0.0) -> Values:
    """Coefficient of variation of the mean of equally correlated faces.

    Parameters
    ----------
    cv : float or array
        Of one face.
    faces : float or array
        Their number.
    correlation : float or array
        Between any two faces of a cell, 0-1.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``CV sqrt((1 + (N - 1) r)/N)``.

    References
    ----------
    Variance of a mean of exchangeable variables.

    Examples
    --------
    >>> round(float(cv_of_mean(1.0, 40, 0.0)), 3), round(float(cv_of_mean(1.0, 40, 0.3)), 3)
    (0.158, 0.563)
    """
    return cv * np.sqrt((1 + (faces - 1) * correlation) / faces)


def standard_mean(draw: Values, faces: Values) -> Values:
    """Mean of N independent standard normal faces, at a given quantile.

    Parameters
    ----------
    draw : float or array
        Uniform number in (0, 1): the quantile.
    faces : float or array
        N.

    Returns
    -------
    float or array
        In standard deviations of one face.

    Notes
    -----
    ``ndtri(u)/sqrt(N)``.

    References
    ----------
    Normal distribution.

    Examples
    --------
    >>> round(float(standard_mean(0.975, 4)), 2)
    0.98
    """
    deviate: Values = ndtri(draw) / np.sqrt(faces)
    return deviate


def standard_highest(draw: Values, faces: Values) -> Values:
    """Largest of N independent standard normal faces, at a given quantile.

    Parameters
    ----------
    draw : float or array
        Uniform number in (0, 1): the quantile.
    faces : float or array
        N.

    Returns
    -------
    float or array
        In standard deviations of one face.

    Notes
    -----
    ``ndtri(u^(1/N))``: all N must be below.

    References
    ----------
    Distribution of the largest order statistic.

    Examples
    --------
    >>> round(float(standard_highest(0.5, 20)), 2)
    1.82
    """
    deviate: Values = ndtri(np.exp(np.log(draw) / faces))
    return deviate


def standard_lowest(draw: Values, faces: Values) -> Values:
    """Smallest of N independent standard normal faces, at a given quantile.

    Parameters
    ----------
    draw : float or array
        Uniform number in (0, 1): the quantile.
    faces : float or array
        N.

    Returns
    -------
    float or array
        In standard deviations of one face.

    Notes
    -----
    ``ndtri(1 - (1 - u)^(1/N))``.

    References
    ----------
    Distribution of the smallest order statistic.

    Examples
    --------
    >>> round(float(standard_lowest(0.5, 20)), 2)
    -1.82
    """
    deviate: Values = ndtri(-np.expm1(np.log1p(-draw) / faces))
    return deviate
