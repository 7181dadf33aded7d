"""Every key figure of a week of shipped plants (silicon on garnet: two days), as it was when somebody last looked.

``make goldens`` writes the figures anew; the commit that does says which number moved and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_regressions.data_regression import DataRegressionFixture

import dbetwin


def figures(kpis: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Key figures under dotted names, to six digits: what is left is the same on every machine."""
    for name, value in kpis.items():
        if isinstance(value, dict):
            yield from figures(value, f"{prefix}{name}.")
        else:
            yield prefix + name, float(f"{value:.6g}") if isinstance(value, float) else value


def test_pilot(pilot_run: dbetwin.Run, data_regression: DataRegressionFixture) -> None:
    data_regression.check(dict(figures(dbetwin.measure(pilot_run))))


@pytest.mark.slow
def test_lithium_metal(lithium_run: dbetwin.Run, data_regression: DataRegressionFixture) -> None:
    data_regression.check(dict(figures(dbetwin.measure(lithium_run))))


@pytest.mark.slow
def test_silicon_garnet(tmp_path: Path, data_regression: DataRegressionFixture) -> None:
    plant = dbetwin.load_plant("silicon_garnet")
    run = dbetwin.simulate(plant, days=2, seed=1, out=tmp_path / "silicon_garnet")
    data_regression.check(dict(figures(dbetwin.measure(run))))
