"""The dry room in balance: what water comes in, what air carries it out, and what it takes to dry that air."""

from __future__ import annotations

from dbetwin.physics import Values


def moisture_load(people: Values, each: Values, leaking_air: Values, outside: Values, product: Values) -> Values:
    """Water that enters a dry room.

    Parameters
    ----------
    people : float or array
        Number of people in the room.
    each : float or array
        Water that one gives off, kg/s.
    leaking_air : float or array
        Air from outside that enters by locks and leaks, kg/s.
    outside : float or array
        Humidity ratio of the air outside, kg water per kg dry air.
    product : float or array
        Water that materials bring in and give off, kg/s.

    Returns
    -------
    float or array
        kg/s.

    Notes
    -----
    The sum of the three. The leak is counted whole: what the room's own air holds is a thousandth of it.

    References
    ----------
    1. Mass balance.

    Examples
    --------
    >>> round(3600 * float(moisture_load(4, 0.15 / 3600, 0.0, 0.0082, 0.0)), 2)
    0.6
    """
    return people * each + leaking_air * outside + product


def room_humidity(supply: Values, load: Values, air_flow: Values) -> Values:
    """Humidity ratio that settles in a room.

    Parameters
    ----------
    supply : float or array
        Humidity ratio of the air blown in, kg water per kg dry air.
    load : float or array
        Water that enters, kg/s.
    air_flow : float or array
        Dry air blown in, kg/s.

    Returns
    -------
    float or array
        kg water per kg dry air.

    Notes
    -----
    ``Y = Y_s + m/G``, well mixed, at rest.

    References
    ----------
    1. Mass balance.

    Examples
    --------
    >>> round(1e6 * float(room_humidity(1e-6, 2e-4, 3.0)), 1)
    67.7
    """
    return supply + load / air_flow


def air_flow_for(load: Values, room: Values, supply: Values) -> Values:
    """Dry air that holds a room at its humidity.

    Parameters
    ----------
    load : float or array
        Water that enters, kg/s.
    room, supply : float or array
        Humidity ratio of the room and of the air blown in, kg water per kg dry air; the room's is the larger.

    Returns
    -------
    float or array
        kg/s.

    Notes
    -----
    ``G = m/(Y - Y_s)``, the inverse of :func:`room_humidity`.

    References
    ----------
    1. Mass balance.

    Examples
    --------
    >>> round(float(air_flow_for(2e-4, 67.7e-6, 1e-6)), 2)
    3.0
    """
    return load / (room - supply)


def treatment_power(air_flow: Values, energy: Values) -> Values:
    """Power that drying and cooling of the air takes.

    Parameters
    ----------
    air_flow : float or array
        Air treated, kg/s.
    energy : float or array
        Electricity for desiccant wheel and cooling per mass of air, J/kg.

    Returns
    -------
    float or array
        W.

    Notes
    -----
    ``P = e G``; 30-60 kJ/kg.

    References
    ----------
    1. assumed (30-60 kJ/kg); its order follows from 6.8 kWh/m2 and day, Schuenemann 2015, dissertation TU Braunschweig,
       ISBN 978-3-86844-703-3

    Examples
    --------
    >>> round(float(treatment_power(2.5, 45e3)) / 1000, 1)
    112.5
    """
    return air_flow * energy
