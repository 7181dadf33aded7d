"""What a run's figures must not be trusted for: models outside their range, values above the counted range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dbetwin.columns.cells import CELLS
from dbetwin.outcome.histogram import Histogram

OF_ALL_CELLS = (
    "anode_contact_fraction", "cathode_contact_fraction", "cell_asr_ohm_cm2", "anode_asr_ohm_cm2",
    "cathode_asr_ohm_cm2", "separator_asr_ohm_cm2", "critical_current_mA_cm2", "quality_index",
)  # fmt: skip
"""Key figures over all finished cells, whatever became of them."""
OF_GOOD_CELLS = (
    "capacity_Ah", "energy_Wh", "specific_energy_Wh_kg", "energy_density_Wh_L", "nominal_specific_energy_Wh_kg",
)  # fmt: skip
"""Key figures over the cells that passed every inspection."""
OUTGROWN = 0.001
"""Share of cells beyond the counted range from which it is worth a word."""
Histograms = Mapping[tuple[str, str], Histogram]


def stated_limits(info: Mapping[str, Any]) -> list[str]:
    """Limits of the models that the run itself states.

    Parameters
    ----------
    info : mapping
        Contents of run.json.

    Returns
    -------
    list of str
        One sentence each.

    Examples
    --------
    >>> stated_limits({"warnings": ["the law was measured on garnet only"]})
    ['the law was measured on garnet only']
    """
    return [str(sentence) for kind in ("warnings", "cautions") for sentence in info.get(kind) or ()]


def outside_counts(known: Histograms) -> list[tuple[str, int, int]]:
    """How often a model was used outside its range.

    Parameters
    ----------
    known : mapping
        As from :func:`dbetwin.outcome.histogram.histograms`.

    Returns
    -------
    list of tuple
        (in which way, cells outside, cells finished); ways that no cell went are left out.

    Examples
    --------
    >>> outside_counts({})
    []
    """
    return [
        (CELLS[column].meaning if column in CELLS else column, round(histogram.total), histogram.count)
        for (column, group), histogram in known.items()
        if group == "all" and column.startswith("outside_") and histogram.total > 0
    ]


def outside_lots(table: pd.DataFrame) -> list[tuple[str, int, int]]:
    """How often a station used a model outside its range.

    Parameters
    ----------
    table : DataFrame
        The table ``outside`` of a run: station, model, lots, of.

    Returns
    -------
    list of tuple
        (station and in which way, lots outside, lots finished), the most frequent first.

    Examples
    --------
    >>> rows = {"station": ["coater"], "model": ["granules too fine"], "lots": [3], "of": [12]}
    >>> outside_lots(pd.DataFrame(rows))
    [('coater: granules too fine', 3, 12)]
    """
    found = table.sort_values(["lots", "station", "model"], ascending=[False, True, True])
    return [
        (f"{station}: {model}", int(lots), int(of))
        for station, model, lots, of in zip(found["station"], found["model"], found["lots"], found["of"], strict=True)
    ]


def uncounted(known: Histograms) -> list[str]:
    """Key figures whose percentiles are cut because values lie beyond the range that was counted in bins.

    Parameters
    ----------
    known : mapping
        As from :func:`dbetwin.outcome.histogram.histograms`.

    Returns
    -------
    list of str
        One sentence each; means and standard deviations are not concerned.

    Examples
    --------
    >>> uncounted({})
    []
    """
    return [
        f"{column}: {histogram.outside:.1%} of {histogram.count} {'cells' if group == 'all' else 'good cells'} lie "
        f"beyond the counted range {histogram.bounds[0]:.4g} to {histogram.bounds[1]:.4g} {CELLS[column].unit}; a "
        "percentile that falls there is shown as that end. Mean and standard deviation are exact, no model is concerned"
        for (column, group), histogram in known.items()
        if column in (OF_ALL_CELLS if group == "all" else OF_GOOD_CELLS) and histogram.outside > OUTGROWN
    ]


def validity_warnings(info: Mapping[str, Any], known: Histograms, lots: pd.DataFrame | None = None) -> list[str]:
    """Everything that bears on trust in the figures.

    Parameters
    ----------
    info : mapping
        Contents of run.json.
    known : mapping
        As from :func:`dbetwin.outcome.histogram.histograms`.
    lots : DataFrame, optional
        The table ``outside`` of the run.

    Returns
    -------
    list of str
        One sentence each; empty when there is nothing to warn of.

    Examples
    --------
    >>> validity_warnings({"warnings": []}, {})
    []
    """
    outside = [f"{how}: {cells} of {of} cells" for how, cells, of in outside_counts(known)]
    made = [] if lots is None else [f"{how}: {some} of {of} lots" for how, some, of in outside_lots(lots)]
    return [*stated_limits(info), *made, *outside, *uncounted(known)]
