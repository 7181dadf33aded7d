"""Whole designs: known effects, shares, screenings and swings are found, whatever runs them and whatever breaks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from dbetwin.runs.kept import Known
from dbetwin.study.running.task import Task
from tests.study.effects.ishigami import FIRST, TOTAL
from tests.study.experiment.lines import CLOCK, M1, M2, M3, PLACES, by, forbidden, ishigami, linear, made, set_to, told

THREE = f"factors: {{{M1}: {{low: 1, high: 3}}, {M2}: {{low: 1, high: 3}}, {M3}: {{low: 1, high: 3}}}}\n"
PI = f"factors: {{{', '.join(f'{each}: {{low: 1.8584073, high: 8.1415927}}' for each in (M1, M2, M3))}}}\n"


def test_a_full_factorial_finds_effects_and_what_two_do_together(tmp_path: Path) -> None:
    found = made(tmp_path, THREE + "method: full_factorial\nreplications: 4")
    rows = by(found, "effects", "term")
    # both others in the middle: (10 + 3 * 2) * 2 and (-4 + 3 * 2) * 2; half of the change of one over the other: 6
    exact = {M1: 32.0, M2: 4.0, M3: 0.0, f"{M1} x {M2}": 6.0, f"{M1} x {M3}": 0.0, f"{M2} x {M3}": 0.0}
    assert {name: row["effect"] for name, row in rows.items()} == pytest.approx(exact, abs=0.25)
    assert {name for name, row in rows.items() if row["told_apart"]} >= {M1, M2, f"{M1} x {M2}"}
    assert rows[M1]["half_width"] < 1  # the noise of the future, far larger, cancels
    first, second, *_ = found.facts["answers"]
    assert first.startswith("8 points of 3 factors, 4 replications each")
    assert second.startswith(f"Good parts per hour is driven most by {M1} (+3")
    assert "from 1 to 3 min" in second
    assert any(each.startswith(f"Good parts per hour: factors act together: {M1} x {M2} (+") for each in
               found.facts["answers"])  # fmt: skip
    assert len(found.tables["runs"]) == 32
    assert by(found, "factors", "factor")[M1] | {"levels": ""} == {
        "factor": M1, "unit": "min", "written": 1.0, "low": 1.0, "high": 3.0, "levels": "",
    }  # fmt: skip


def test_a_fraction_says_what_it_cannot_tell_apart(tmp_path: Path) -> None:
    found = made(tmp_path, THREE + "method: fractional_factorial\nresolution: 3\nreplications: 3")
    rows = by(found, "effects", "term")
    assert len(found.tables["points"]) == 4 * 3
    assert rows[M3]["effect"] == pytest.approx(6.0, abs=0.3)  # that of the other two together
    assert rows[M3]["aliases"] == f"+ {M1} x {M2}"
    assert f"which may as well be {M1} x {M2}" in found.facts["answers"][1]
    assert any(each.startswith("Resolution III: ") for each in found.facts["cautions"])


def test_more_than_two_levels_and_words(tmp_path: Path) -> None:
    def measure(task: Task) -> Known:
        """Best in the middle, so that the slope is nothing."""
        values = set_to(task)
        always = values[CLOCK] == "always"
        return told(20 - (values[M1] - 2) ** 2 + 5 * always + 0.001 * task.replication * values[M1])

    text = f"""
method: full_factorial
levels: 3
replications: 3
factors:
  {M1}: {{low: 1, high: 3}}
  {CLOCK}: [processing, always]
  {PLACES}: {{low: 0, high: 1}}
"""
    found = made(tmp_path, text, measure)
    rows = by(found, "effects", "term")
    assert rows[M1]["effect"] == pytest.approx(0.0, abs=0.01)
    (best,) = (name for name in rows if name.startswith(f"{M1}: "))
    assert best.startswith(f"{M1}: 2 over ")
    assert rows[best]["effect"] == pytest.approx(1.0, abs=0.01)
    assert rows[f"{CLOCK}: always over processing"]["effect"] == pytest.approx(5.0)
    assert rows[PLACES]["effect"] == 0.0
    points = found.tables["points"]
    assert len(points) == 3 * (3 * 2 * 2)
    assert set(points[points["factor"] == CLOCK]["word"]) == {"processing", "always"}
    assert points[points["factor"] == CLOCK]["value"].isna().all()
    assert by(found, "factors", "factor")[M1]["levels"] == "1, 2, 3"


def test_the_shares_of_the_ishigami_function(tmp_path: Path) -> None:
    found = made(tmp_path, PI + "method: sobol_indices\nbase_points: 1024\nreplications: 1", ishigami)
    rows = found.tables["sobol_indices"].set_index("factor").loc[[M1, M2, M3]]
    assert rows["first"].to_numpy() == pytest.approx(FIRST, abs=0.02)
    assert rows["total"].to_numpy() == pytest.approx(TOTAL, abs=0.02)
    assert (rows["total_low"] < TOTAL).all()
    assert (rows["total_high"] > TOTAL).all()
    assert f"{M1} 3" in found.facts["answers"][1]
    assert any("is made by factors together" in each for each in found.facts["answers"])
    assert len(found.tables["runs"]) == 5 * 1024


def test_wide_intervals_do_not_say_what_factors_make_together(tmp_path: Path) -> None:
    found = made(tmp_path, PI + "method: sobol_indices\nbase_points: 8\nreplications: 1", ishigami)
    assert found.tables["sobol_indices"]["first"].sum() < 0.9
    assert not any("by factors together" in each for each in found.facts["answers"])
    assert any("a larger base makes them narrower" in each for each in found.facts["cautions"])


def test_shares_and_a_map_from_a_latin_hypercube(tmp_path: Path) -> None:
    text = f"method: latin_hypercube\npoints: 60\nreplications: 1\nsurrogate: {{x: {M1}, y: {PLACES}}}\n"
    factors = THREE.replace("low: 1", "low: 0.5").replace("}}\n", f"}}, {PLACES}: {{low: 0, high: 4}}}}\n")

    def measure(task: Task) -> Known:
        values = set_to(task)
        return told(10 * values[M1] - 4 * values[M2] + values[PLACES])

    found = made(tmp_path, factors + text, measure)
    rows = by(found, "sobol_indices", "factor")
    variances = {M1: 10**2 * 4 / 12, M2: 4**2 * 4 / 12, PLACES: 2.0}
    for name, variance in variances.items():
        assert rows[name]["first"] == pytest.approx(variance / sum(variances.values()), abs=0.12)
        assert np.isnan(rows[name]["total"])
    (judged,) = found.tables["surrogates"].to_dict("records")
    assert (judged["trusted"], judged["q2"] > 0.999, judged["points"]) == (True, True, 60)
    table = found.tables["surrogate"]
    assert sorted(set(table["y"])) == [0, 1, 2, 3, 4]  # there is no half a place
    known = table.dropna(subset="value")
    assert len(known) > 50
    # the others stand as written: the second machine takes a minute
    assert known["value"].to_numpy() == pytest.approx((10 * known["x"] - 4 + known["y"]).to_numpy(), abs=0.01)
    assert any("its maps can be read" in each for each in found.facts["answers"])
    assert any("falling with it" in each and "rising with it" in each for each in found.facts["answers"])


def test_a_map_around_a_plant_that_stands_at_an_end_is_empty_and_says_so(tmp_path: Path) -> None:
    text = f"method: latin_hypercube\npoints: 30\nreplications: 1\nsurrogate: {{x: {M1}, y: {M2}}}\n"
    factors = f"factors: {{{', '.join(f'{each}: {{low: 1, high: 3}}' for each in (M1, M2, M3))}}}\n"
    found = made(tmp_path, factors + text)
    assert found.tables["surrogate"]["value"].isna().all()
    assert any(f"over {M1} and {M2} is empty" in each for each in found.facts["cautions"])


def test_a_surrogate_of_noise_is_not_to_be_trusted(tmp_path: Path) -> None:
    def measure(task: Task) -> Known:
        return told(float(int(task.scenario.key[:4], 16)))

    text = f"method: sobol_sequence\npoints: 32\nreplications: 1\nsurrogate: {{x: {M1}, y: {M2}}}\n"
    found = made(tmp_path, THREE + text, measure)
    assert not found.tables["surrogates"]["trusted"].any()
    assert any("its maps are not to be trusted" in each for each in found.facts["answers"])


def test_a_screening_leaves_out_what_does_nothing(tmp_path: Path) -> None:
    def measure(task: Task) -> Known:
        values = set_to(task)
        return told(10 * values[M1] + values[M2] * values[PLACES])

    factors = THREE.replace("}}\n", f"}}, {PLACES}: {{low: 0, high: 3}}}}\n")
    found = made(tmp_path, factors + "method: morris\ntrajectories: 8\nreplications: 2", measure)
    rows = by(found, "morris", "factor")
    assert {name for name, row in rows.items() if row["negligible"]} == {M3}
    assert (rows[M1]["mu"], rows[M1]["mu_star"]) == pytest.approx((20.0, 20.0))
    assert rows[M1]["sigma"] == pytest.approx(0.0, abs=1e-9)
    assert rows[M2]["sigma"] > 1  # what it does depends on the places
    assert len(found.tables["points"]) == 4 * 8 * 5
    assert f"Good parts per hour: {M3} can be left out of further studies." in found.facts["answers"]
    assert f"by {M1} (+20" in found.facts["answers"][1]


def test_a_tornado_moves_one_factor_at_a_time_from_the_plant_as_it_stands(tmp_path: Path) -> None:
    text = f"""
method: tornado
replications: 5
factors:
  {M1}: {{low: 0.5, high: 3}}
  {M2}: {{low: 0.9, high: 1.7}}
  {M3}: {{low: 0.3, high: 3}}
  {CLOCK}: [processing, always]
"""
    found = made(tmp_path, text)
    table = found.tables["tornado"]
    assert list(table["factor"][:2]) == [M1, M2]
    rows = by(found, "tornado", "factor")
    assert (rows[M1]["low"], rows[M1]["written"], rows[M1]["high"]) == (0.5, 1.0, 3.0)
    assert rows[M1]["at_high"] - rows[M1]["at_low"] == pytest.approx(13 * 2.5, abs=0.3)
    assert rows[M1]["swing"] == pytest.approx(13 * 2.5, abs=0.3)
    assert rows[M2]["swing"] == pytest.approx(0.8, abs=0.3)  # 3 - 4 for a minute
    assert rows[M2]["at_low"] > rows[M2]["at_high"]
    assert rows[M1]["at_high_half_width"] < 0.5  # paired: the noise of the future is 5
    assert (rows[M1]["told_apart"], rows[M3]["told_apart"]) == (True, False)
    assert np.isnan(rows[CLOCK]["low"])
    base = found.tables["runs"].query("scenario == 'point_0'")["value"].mean()
    assert rows[CLOCK]["at_low"] == base  # the first word is the plant as it stands
    assert f"swings most with {M1} (" in found.facts["answers"][1]


@pytest.mark.parametrize(
    ("method", "table"),
    [
        ("full_factorial", "effects"),
        ("latin_hypercube\npoints: 40", "sobol_indices"),
        ("sobol_indices\nbase_points: 16", "sobol_indices"),
        ("morris\ntrajectories: 12", "morris"),
    ],
)
def test_plants_that_cannot_work_are_told_and_the_others_go_on(tmp_path: Path, method: str, table: str) -> None:
    found = made(tmp_path, THREE + f"method: {method}\nreplications: 2", forbidden)
    runs = found.tables["runs"]
    assert set(runs[runs["value"].isna()]["why_not"]) == {"infeasible: too slow together"}
    assert any("the plant cannot work; point_" in each for each in found.facts["cautions"])
    rows = by(found, table, "term" if table == "effects" else "factor")
    if table == "effects":
        assert rows[M1]["effect"] == pytest.approx(85 - 59, abs=0.5)  # of the corners that are left
        assert list(rows) == [M1, M2, M3]
    elif table == "morris":
        assert rows[M1]["mu_star"] == max(row["mu_star"] for row in rows.values()) > 20
    else:
        assert rows[M1]["first"] > 0.4
        assert np.isnan(rows[M1]["total"])
    if method.startswith("sobol"):
        assert any("what factors do together cannot be told" in each for each in found.facts["cautions"])


def test_an_end_of_a_tornado_that_cannot_work_leaves_the_others(tmp_path: Path) -> None:
    def measure(task: Task) -> Known:
        return {"infeasible": "too slow"} if set_to(task)[M2] > 2 else linear(task)

    found = made(tmp_path, THREE + "method: tornado\nreplications: 3", measure)
    rows = by(found, "tornado", "factor")
    assert np.isnan(rows[M2]["at_high"])
    assert rows[M1]["swing"] == pytest.approx(26, abs=0.5)
    assert f"good_parts_per_hour: an end of {M2} could not be run." in found.facts["cautions"]


def test_a_future_in_which_only_the_plant_as_it_stands_breaks_is_left_out_of_a_tornado(tmp_path: Path) -> None:
    def measure(task: Task) -> Known:
        broken = task.replication == 1 and all(set_to(task)[name] == 1.0 for name in (M1, M2, M3))
        return {"failed": "power cut"} if broken else linear(task)

    factors = f"factors:\n  {M1}: {{low: 0.5, high: 3}}\n  {M2}: {{low: 0.9, high: 1.7}}\n"
    found = made(tmp_path, f"method: tornado\nreplications: 3\n{factors}", measure)
    rows = by(found, "tornado", "factor")
    assert rows[M1]["swing"] == pytest.approx(13 * 2.5, abs=0.5)
    others = found.tables["runs"].query("replication != 1")
    at_high = others[others["scenario"] == "point_2"]["value"].mean()
    assert rows[M1]["at_high"] == pytest.approx(at_high)
    assert any("replication 1 failed: power cut" in each for each in found.facts["cautions"])


def test_where_nothing_runs_it_is_told_and_no_table_is_made_up(tmp_path: Path) -> None:
    for place, method in enumerate(("full_factorial", "morris", "tornado", "latin_hypercube\npoints: 30")):
        found = made(
            tmp_path, THREE + f"method: {method}\nreplications: 2", lambda _: {"infeasible": "no"}, out=f"{place}"
        )
        assert set(found.tables) == {"factors", "points", "runs"}
        assert any("nothing can be told" in each or "could not be run" in each for each in found.facts["cautions"])


def test_a_run_that_breaks_is_told_with_its_point(tmp_path: Path) -> None:
    def breaking(task: Task) -> Known:
        broken = task.scenario.name == "point_3" and task.replication == 1
        return {"failed": "it broke"} if broken else forbidden(task)

    text = THREE.replace("high: 3", "high: 2") + "method: full_factorial\nreplications: 3\nseed: 7"
    found = made(tmp_path, text, breaking)
    assert "point_3, seed 7, replication 1 failed: it broke" in found.facts["cautions"]
    assert by(found, "effects", "term")[M1]["effect"] == pytest.approx(10 + 4.5, abs=0.4)


@pytest.mark.parametrize("method", ["latin_hypercube\npoints: 24", "sobol_indices\nbase_points: 8", "morris"])
def test_neither_workers_nor_an_interruption_change_a_byte(tmp_path: Path, method: str) -> None:
    text = THREE + f"method: {method}\nreplications: 2\nsurrogate: {{x: {M1}, y: {M2}}}\n"
    made(tmp_path, text, out="one")
    with ThreadPoolExecutor(3) as executor:
        made(tmp_path, text, out="three", executor=executor, at_once=3)
    runs: list[str] = []

    def stopped(task: Task) -> Known:
        if len(runs) == 17:
            raise KeyboardInterrupt
        runs.append(task.name)
        return linear(task)

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, text, stopped, out="stopped")
    made(tmp_path, text, out="stopped")
    names = sorted(each.name for each in (tmp_path / "one").glob("*.parquet"))
    assert {"points.parquet", "surrogate.parquet", "runs.parquet"} < set(names)
    for other in ("three", "stopped"):
        assert all(
            (tmp_path / "one" / name).read_bytes() == (tmp_path / other / name).read_bytes()
            for name in (*names, "study.json")
        )


def test_who_watches_hears_how_many_runs_there_are(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    made(tmp_path, THREE + "method: full_factorial\nreplications: 2", told=lambda *each: heard.append(each))
    assert {wanted for _, wanted in heard} == {16}
    assert heard[-1] == (16, 16)
