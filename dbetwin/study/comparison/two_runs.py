"""Two runs side by side: the differences of their key figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dbetwin.columns.kpis import KPIS
from dbetwin.outcome.kpis import measure

if TYPE_CHECKING:
    from dbetwin.runs import Run

CAUTION = (
    "One run each: a difference has no interval. With the same seed both plants met the same draws wherever the change "
    "leaves them alone, so most of the noise cancels; replicate before a small difference is believed."
)


def compare(base: Run, other: Run) -> pd.DataFrame:
    """Differences of all key figures of two runs.

    Parameters
    ----------
    base, other : Run
        Two run folders; the difference is other less base.

    Returns
    -------
    DataFrame
        ``kpi`` (nested figures as ``name.part``), ``unit``, ``base``, ``other``, ``difference`` (in ``unit``; texts
        have none), ``relative_pct`` (percent of the base; empty where the base is 0 or unknown).

    Raises
    ------
    StalledError
        One of the runs finished nothing in its window.
    """
    return differences(measure(base), measure(other))


def differences(base: Mapping[str, Any], other: Mapping[str, Any]) -> pd.DataFrame:
    """Differences of two sets of key figures, as from :func:`dbetwin.outcome.kpis.measure`.

    Parameters
    ----------
    base, other : mapping
        Key figures by name.

    Returns
    -------
    DataFrame
        As from :func:`compare`.

    Examples
    --------
    >>> differences({"good_cells_per_day": 100.0}, {"good_cells_per_day": 110.0})["relative_pct"].tolist()
    [10.0]
    """
    left, right = _flat(base), _flat(other)
    rows = []
    for name in [*left, *(name for name in right if name not in left)]:
        before, after = left.get(name), right.get(name)
        numeric = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (before, after))
        change = after - before if numeric else None  # type: ignore[operator]
        relative = 100 * change / abs(before) if change is not None and before else None
        rows.append((name, KPIS[name.partition(".")[0]].unit, before, after, change, relative))
    table = pd.DataFrame(rows, columns=["kpi", "unit", "base", "other", "difference", "relative_pct"], dtype=object)
    return table.astype({"difference": float, "relative_pct": float})


def _flat(kpis: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in kpis.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{part}": number for part, number in value.items()}
        elif not isinstance(value, list):
            flat[name] = value
    return flat


def unlike(base: Run, other: Run) -> list[str]:
    """What else differs between two runs, so that a difference is not laid at the wrong door.

    Parameters
    ----------
    base, other : Run
        Two run folders.

    Returns
    -------
    list of str
        One sentence each: plant, version, seed, days, layout, settings.
    """
    told = [
        f"{name}: {base.info.get(name)} against {other.info.get(name)}"
        for name in ("plant", "version", "seed", "replication", "days", "start", "warmup_days", "status")
        if base.info.get(name) != other.info.get(name)
    ]
    if base.info.get("layout_hash") != other.info.get("layout_hash"):
        told.append("layout: the two runs have different layouts or overrides")
    left, right = settings_of(base), settings_of(other)
    changed = [name for name in {**left, **right} if left.get(name) != right.get(name)]
    told += [f"{name}: {left.get(name, 'absent')} against {right.get(name, 'absent')}" for name in changed]
    return told


def settings_of(run: Run) -> dict[str, Any]:
    """Values of the settings that a run used, by field."""
    return {str(each["field"]): each["value"] for each in run.info.get("assumptions", ())}
