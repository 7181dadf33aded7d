"""The chain that every cell runs through: from what was made to what its interfaces are worth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.cells import Cells
from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation
from dbetwin.interface.registry import PHENOMENA

Floats = NDArray[np.float64]

LAST_OF_CATHODE = "cathode_electronic_path"
SUMS = "sums"
"""Name of the step that adds resistances up; no hypothesis stands behind it."""


def evaluate(cells: Cells, design: Design) -> Cells:
    """Run the hypotheses that a design names, in order, at its operating point.

    Parameters
    ----------
    cells : Cells, n rows
        Cells with what stacking, pressing and the fixture gave them.
    design : Design
        Product, operating point, materials, hypotheses and their constants.

    Returns
    -------
    Cells, n rows
        The same cells with the columns that the hypotheses add.

    Notes
    -----
    Film, contact, separator, boundaries, constriction, anode and its ionic path; the cathode; the sum; silicon;
    critical current; shorts; index. ``cell_asr = anode + its ionic path + separator + cathode`` (ohm cm2).

    References
    ----------
    .. [1] The files of :mod:`dbetwin.interface`.
    """
    return cells.with_columns(**properties(cells.columns, design))


def properties(columns: Known, design: Design) -> dict[str, Floats]:
    """The columns that the hypotheses of a design add.

    Parameters
    ----------
    columns : mapping of arrays, shape (n,)
        What stacking, pressing and the fixture gave the cells (units in the names).
    design : Design
        Product, operating point, materials, hypotheses and their constants.

    Returns
    -------
    dict of arrays, shape (n,)
        New columns (units in the names).

    Notes
    -----
    See :func:`evaluate`.

    References
    ----------
    .. [1] The files of :mod:`dbetwin.interface`.
    """
    new: dict[str, Floats] = {}
    for _, found in steps(columns, design):
        new.update(found)
    return new


def steps(columns: Known, design: Design) -> Iterator[tuple[str, dict[str, Floats]]]:
    """One phenomenon after the other, each with the columns that it adds.

    Parameters
    ----------
    columns : mapping of arrays, shape (n,)
        What stacking, pressing and the fixture gave the cells (units in the names).
    design : Design
        Product, operating point, materials, hypotheses and their constants.

    Returns
    -------
    iterator of tuples
        Name of the phenomenon (-), or ``sums``; its columns, arrays of shape (n,) (units in the names).

    Notes
    -----
    In the order of the chain; the resistances are added up behind the last of the cathode's phenomena.

    References
    ----------
    .. [1] The files of :mod:`dbetwin.interface`.
    """
    situation = Situation.of(design)
    known: dict[str, Floats] = dict(columns)
    for phenomenon, hypothesis, constants in chosen(design):
        found = hypothesis.columns(known, situation, constants)
        known.update(found)
        yield phenomenon, found
        if phenomenon == LAST_OF_CATHODE:
            summed = _sums(known)
            known.update(summed)
            yield SUMS, summed


def chosen(design: Design) -> tuple[tuple[str, Hypothesis, Record], ...]:
    """The hypotheses of a design with their constants, in order.

    Parameters
    ----------
    design : Design
        Names of hypotheses and values of constants that differ from their defaults.

    Returns
    -------
    tuple
        Phenomenon, hypothesis, constants.

    Notes
    -----
    Kept from call to call, since a plant asks for every lot.

    References
    ----------
    .. [1] Definition.
    """
    constants = tuple((name, tuple(sorted(values.items()))) for name, values in design.interface_constants.items())
    return _chosen(tuple(design.interface.items()), constants)


@lru_cache(maxsize=64)
def _chosen(
    names: tuple[tuple[str, str], ...], constants: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
) -> tuple[tuple[str, Hypothesis, Record], ...]:
    named, given = dict(names), {name: dict(values) for name, values in constants}
    answers = [(phenomenon, known[named[phenomenon]]) for phenomenon, known in PHENOMENA.items()]
    return tuple((name, answer, answer.constants(**given.get(name, {}))) for name, answer in answers)


def _sums(known: Known) -> dict[str, Floats]:
    ways = known["cathode_ionic_ohm_cm2"] + known["cathode_electronic_ohm_cm2"]
    cathode = known["cathode_charge_transfer_ohm_cm2"] + ways
    anode = known["anode_asr_ohm_cm2"] + known["anode_ionic_ohm_cm2"]
    total = anode + known["separator_asr_ohm_cm2"] + cathode
    return {"cathode_asr_ohm_cm2": cathode, "cell_asr_ohm_cm2": total}
