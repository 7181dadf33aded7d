"""Components of variance that are known are found again, and add up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dbetwin import Run
from dbetwin.outcome.variance_by_origin import FEW, variance_by_origin, variance_components

TRUE = {"batch": 1.0, "roll": 4.0, "place": 0.25, "press": 0.49, "cell": 1.0}


def plant(rng: np.random.Generator, batches: int) -> dict[str, NDArray[np.int64]]:
    """Rolls of batches, places of rolls, and presses that run on over the places; groups of unequal size."""
    number = np.arange(batches * 300)
    kept = number[rng.random(len(number)) < 0.85]
    presses = np.arange(len(kept)) // 34
    return {"batch": kept // 300, "roll": kept // 100, "place": kept // 10, "press": presses}


def qualities(rng: np.random.Generator, origins: dict[str, NDArray[np.int64]]) -> NDArray[np.float64]:
    size = len(origins["batch"])
    parts = [
        np.sqrt(TRUE[name]) * rng.standard_normal(int(groups.max()) + 1)[groups] for name, groups in origins.items()
    ]
    return np.asarray(200.0 + sum(parts) + np.sqrt(TRUE["cell"]) * rng.standard_normal(size))


def test_known_components_are_recovered_without_bias() -> None:
    rng = np.random.default_rng(5)
    found = []
    for _ in range(120):
        origins = plant(rng, 25)
        table = variance_components(qualities(rng, origins), origins)
        found.append(table["component"].to_numpy())
    mean, error = np.mean(found, axis=0), np.std(found, axis=0) / np.sqrt(len(found))
    assert np.abs(mean - list(TRUE.values())) == pytest.approx(np.zeros(5), abs=4 * error.max())
    assert (np.abs(mean - list(TRUE.values())) < 4 * error).all()


def test_a_large_plant_is_split_within_three_standard_errors() -> None:
    within = {"batch": 0.4, "roll": 0.6, "place": 0.03, "press": 0.04, "cell": 0.02}
    rng = np.random.default_rng(6)
    origins = plant(rng, 700)
    table = variance_components(qualities(rng, origins), origins).set_index("origin")["component"]
    for name, value in TRUE.items():
        assert table[name] == pytest.approx(value, abs=within[name]), name


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 60))
def test_the_parts_add_up_to_the_variance(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    origins = {"batch": rng.integers(0, 3, size), "roll": rng.integers(0, 5, size), "press": rng.integers(0, 9, size)}
    values = rng.standard_normal(size)
    table = variance_components(values, origins)
    assert table["variance"].sum() == pytest.approx(np.var(values, ddof=1))
    nothing_apart = (table["told_with"] == "cell").sum() > 1 and (table["told_with"].isin(["cell", ""])).all()
    assert table["share"].sum() == pytest.approx(0.0 if nothing_apart else 1.0)
    assert (table["variance"] >= 0).all()


def test_a_balanced_nested_design_gives_the_textbook_answer() -> None:
    rng = np.random.default_rng(7)
    values = rng.standard_normal((6, 5)) + 2 * rng.standard_normal((6, 1))
    found = variance_components(values.ravel(), {"roll": np.repeat(np.arange(6), 5)}).set_index("origin")["component"]
    within = values.var(axis=1, ddof=1).mean()
    between = 5 * values.mean(axis=1).var(ddof=1)
    assert found["cell"] == pytest.approx(within)
    assert found["roll"] == pytest.approx((between - within) / 5)


def test_an_origin_that_changes_only_with_another_is_not_told() -> None:
    rng = np.random.default_rng(8)
    batch = np.repeat(np.arange(8), 10)
    table = variance_components(batch + 0.1 * rng.standard_normal(80), {"batch": batch, "roll": 7 - batch})
    roll = table.set_index("origin").loc["roll"]
    assert roll["df"] == 0
    assert np.isnan(roll["component"])
    assert roll["variance"] == 0.0
    assert table["share"].iloc[0] > 0.95


def test_a_negative_estimate_is_zero() -> None:
    values = np.array([1.0, -1.0, 1.0, -1.0])
    table = variance_components(values, {"roll": np.array([0, 0, 1, 1])})
    assert table["component"].tolist() == pytest.approx([0.0, 4.0 / 3.0])


def test_only_good_cells_and_known_values_count() -> None:
    cells = pd.DataFrame(
        {
            "fate": ["good"] * 4 + ["rejected"],
            "capacity_Ah": [9.0, 9.1, np.nan, 9.3, 0.0],
            "quality_index": 50.0,
            "cathode_roll": [1, 1, 2, 2, 2],
            "press_batch": [np.nan] * 5,
        }
    )
    table = variance_by_origin(cells)
    assert table["quality"].unique().tolist() == ["capacity_Ah"]
    assert table["cells"].tolist() == [3, 3]
    assert table["origin"].tolist() == ["cathode_roll", "cell"]
    assert variance_by_origin(cells.iloc[:0]).empty


def test_an_origin_with_few_degrees_of_freedom_is_told_with_the_next() -> None:
    """Four batches say next to nothing; four batches and forty rolls together do, and nothing is lost."""
    rng = np.random.default_rng(9)
    batch, roll = np.repeat(np.arange(4), 250), np.repeat(np.arange(40), 25)
    values = rng.standard_normal(4)[batch] + 2 * rng.standard_normal(40)[roll] + rng.standard_normal(1000)
    table = variance_components(values, {"batch": batch, "roll": roll}, 10).set_index("origin")
    assert table["told_with"].to_dict() == {"batch": "roll", "roll": "roll", "cell": "cell"}
    assert table["df"].to_dict() == {"batch": 3, "roll": 39, "cell": 960}
    assert np.isnan(table.loc["batch", "share"])
    alone = variance_components(values, {"roll": roll}).set_index("origin")
    assert table.loc["roll", "component"] == pytest.approx(alone.loc["roll", "component"])
    assert table["variance"].sum() == pytest.approx(np.var(values, ddof=1))
    assert table["share"].sum() == pytest.approx(1.0)


def test_in_a_sample_with_a_cell_of_each_place_the_place_stands_with_the_cell() -> None:
    rng = np.random.default_rng(10)
    roll, place = np.repeat(np.arange(12), 10), np.arange(120)
    place[1] = place[0]
    table = variance_components(
        rng.standard_normal(12)[roll] + rng.standard_normal(120), {"roll": roll, "place": place}, 10
    ).set_index("origin")
    assert table["told_with"].to_dict() == {"roll": "roll", "place": "cell", "cell": "cell"}
    assert table["share"].notna().to_dict() == {"roll": True, "place": False, "cell": True}
    assert table.loc["cell", "df"] == 108


def test_a_handful_of_cells_tells_nothing() -> None:
    cells = pd.DataFrame({"fate": "good", "capacity_Ah": [9.0, 9.2, 9.6, 9.8], "cathode_roll": [1, 1, 2, 2]})
    assert variance_by_origin(cells)["share"].isna().all()


def test_shares_of_a_run_are_shown_only_of_what_it_tells_apart(pilot_run: Run) -> None:
    table = variance_by_origin(pilot_run.table("cells"))
    assert (table.loc[table["share"].notna(), "df"] >= FEW).all()
    assert table.groupby("quality")["share"].sum().to_numpy() == pytest.approx(1.0)
    assert (table["told_with"] != table["origin"]).any()
