"""Routes at equal output: sized, run by formula, compared, and set beside what is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.plant.sizing import sized
from dbetwin.runs.kept import Known
from dbetwin.study.comparison.matrix import compare_scenarios
from dbetwin.study.comparison.replicated import Replicated
from dbetwin.study.route.figures import YEARLY
from dbetwin.study.route.sizing import left_as_written, rounding_cautions, sizings
from dbetwin.study.route.wording import missed
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import scenario_of_layout
from dbetwin.study.study import Study, study
from dbetwin.study.written import read_study
from tests.study.route.routes import FILE, arithmetic, written

EXAMPLE = Path(__file__).parents[3] / "notebooks" / "studies" / "industrial_route.yaml"


def made(folder: Path, text: str = FILE, measure: Callable[[Task], Known] = arithmetic) -> Study:
    return study(written(folder, text), folder / "out", measure=measure)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return made(tmp_path_factory.mktemp("routes"))


def row(found: Study, figure: str, scenario: str) -> dict[str, Any]:
    table = found.tables["route"]
    (one,) = table[(table["figure"] == figure) & (table["scenario"] == scenario)].to_dict("records")
    return one


def claim(found: Study, who: str) -> dict[str, Any]:
    table = found.tables["claims"]
    return table[table["comparable"] & table["who"].str.startswith(who)].to_dict("records")[0]


def test_every_plant_is_run_with_the_machines_that_the_arithmetic_asks_for(found: Study) -> None:
    table = found.tables["sizing"]
    for name in ("giga", "wet_baseline", "giga_no_coating"):
        plant = load_plant(name)
        needed = sized(plant, 10).stations
        own = table[table["scenario"] == name].set_index("station")
        assert list(own.index) == list(plant.stations)
        assert own["machines_sized"].to_dict() == {station: each.needed for station, each in needed.items()}
        assert own["machines_written"].to_dict() == {s: each.machines for s, each in plant.stations.items()}
        assert own["busy_share"].max() <= 0.9 + 1e-9
        assert row(found, "machines", name)["mean"] == own["machines_sized"].sum()


def test_output_is_that_of_the_working_days_of_a_year(found: Study) -> None:
    yearly = row(found, "good_energy_GWh_per_year", "giga")
    assert yearly["mean"] == pytest.approx(10.1, rel=2e-3)
    assert 0 < yearly["half_width"] < 0.05
    first, giga, *_ = found.facts["answers"]
    assert first == "At equal output: all plants are sized for 10 GWh of good cells a year."
    assert giga.startswith("giga: ")
    assert giga.endswith(" % of what it is sized for.")
    assert not any("delivers" in each for each in found.facts["cautions"])


def test_differences_are_paired_and_in_percent_of_the_first_plant(found: Study) -> None:
    making = row(found, "electrode_making_kWh_per_kWh", "wet_baseline")
    assert making["mean"] == pytest.approx(10, rel=2e-3)
    assert making["difference_pct"] == pytest.approx(100 * 4 / 6, rel=1e-3)
    assert making["difference_pct_high"] - making["difference_pct_low"] < 1e-5  # the future moves both alike
    assert row(found, "electrode_making_kWh_per_kWh", "giga_no_coating")["difference_pct"] == 0
    base = row(found, "electrode_making_kWh_per_kWh", "giga")
    assert base["difference_pct"] != base["difference_pct"]
    assert any("wet_baseline against giga: " in each and "mixing to calendering +66.67 %" in each
               for each in found.facts["answers"])  # fmt: skip


def test_a_solvent_that_no_run_names_evaporates_nowhere(found: Study) -> None:
    assert row(found, "solvent_kg_per_kWh.nmp", "giga")["mean"] == 0
    wet = row(found, "solvent_kg_per_kWh.nmp", "wet_baseline")
    assert wet["mean"] == pytest.approx(1.5, rel=2e-3)
    assert wet["difference_pct"] != wet["difference_pct"]  # in percent of nothing
    assert any("NMP per kWh +1.4" in each and "kg/kWh" in each for each in found.facts["answers"])


def test_claims_are_held_against_the_dry_plant_less_the_wet_one(found: Study) -> None:
    duerr = claim(found, "Duerr")
    assert (duerr["published_low_pct"], duerr["ours_pct"]) == (-40.0, pytest.approx(-40.0))
    assert duerr["residual_pct"] == pytest.approx(0.0, abs=1e-6)
    assert duerr["note"].endswith("giga less wet_baseline")
    plant = claim(found, "PowerCo")
    assert plant["ours_pct"] == pytest.approx(-100 * 4 / 60, rel=1e-2)
    assert plant["residual_pct"] == plant["ours_pct"] + 30
    assert plant["ours_low_pct"] < plant["ours_pct"] < plant["ours_high_pct"]
    share = claim(found, "LEAD")
    assert share["ours_pct"] == pytest.approx(100 * 10 / 60, rel=2e-3)
    assert share["residual_pct"] == pytest.approx(share["ours_pct"] - 35)
    assert any("residual" in each and "PowerCo" in each for each in found.facts["answers"])


def test_without_a_wet_plant_no_claim_is_compared(tmp_path: Path) -> None:
    found = made(tmp_path, FILE.replace(", wet_baseline, giga_no_coating", ""))
    assert not found.tables["claims"]["comparable"].any()
    assert found.tables["claims"]["ours_pct"].isna().all()
    assert "no plant with wet electrodes ran" in found.facts["answers"][-1]
    table = found.tables["claims"].set_index("who")
    assert all(note.endswith("to set beside another") for note in table.filter(like="Duerr", axis=0)["note"][:1])


@pytest.mark.parametrize(("delivered", "told"), [(9.7, "less"), (9.85, ""), (10.1, ""), (10.3, "more")])
def test_a_plant_that_misses_its_output_is_told(delivered: float, told: str) -> None:
    def plant(name: str, yearly: float) -> Replicated:
        known = {(1, n): {"figures": {YEARLY.figure: yearly + 0.01 * n}} for n in range(-2, 3)}
        return Replicated(name, "", "", known)

    found = compare_scenarios([plant("giga", delivered), plant("wet_baseline", 10.0)], [YEARLY])
    cautions = list(missed(found, 10.0))
    assert len(cautions) == bool(told)
    assert all(each.startswith("giga delivers ") for each in cautions)
    assert all(f"% {told} than it is sized for" in each for each in cautions)


def test_a_plant_that_cannot_work_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    def stands(task: Task) -> Known:
        return {"infeasible": "no floor"} if task.scenario.name == "wet_baseline" else arithmetic(task)

    found = made(tmp_path, FILE.replace(", giga_no_coating", ""), stands)
    assert "wet_baseline cannot work: no floor." in found.facts["answers"]
    assert row(found, "cell_yield", "giga")["mean"] == pytest.approx(0.93, rel=2e-3)
    assert row(found, "cell_yield", "wet_baseline")["mean"] != row(found, "cell_yield", "wet_baseline")["mean"]
    assert "no plant with wet electrodes ran" in found.facts["answers"][-1]


def test_whole_machines_are_told_where_a_plant_is_small(found: Study) -> None:
    small = sizings([scenario_of_layout("giga")], 0.2, 0.1)
    (told,) = rounding_cautions(small)
    assert "Machines are whole" in told
    (left,) = left_as_written(small)
    assert "dry room" in left
    assert not list(left_as_written(sizings([scenario_of_layout("giga")], 7.7, 0.1)))
    assert not any("Machines are whole" in each for each in found.facts["cautions"])


def test_more_figures_may_be_asked_for(tmp_path: Path) -> None:
    text = FILE.replace(", wet_baseline, giga_no_coating", "")
    found = made(tmp_path, text + "responses: [good_energy_kWh_per_day]\n")
    assert row(found, "good_energy_kWh_per_day", "giga")["mean"] == pytest.approx(10.1e6 / 360 * 6 / 7, rel=2e-3)
    figures = list(found.tables["route"]["figure"])
    assert len(figures) == len(set(figures))


def test_the_question_that_comes_with_dbetwin_asks_for_ten_gwh() -> None:
    question = read_study(EXAMPLE)
    assert [each.name for each in question.scenarios.all] == ["giga", "wet_baseline", "giga_no_coating"]
    assert (question.asked.days, question.asked.replications) == (7, 5)
    needed = sized(load_plant("giga"), 10).stations["stacker"].needed
    assert question.base.plant().stations["stacker"].machines == needed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("giga,", "gigga,"), "routes.yaml:3: plants.0: is neither a plant"),
        (("giga,", "textbook/mm1]  #"), "routes.yaml:3: plants.0: makes no cells"),
        (
            ("giga, wet_baseline, giga_no_coating", "giga, giga"),
            "routes.yaml:3: plants.1: has the name of another plant before it",
        ),
        (("[giga, wet_baseline, giga_no_coating]", "[]"), "routes.yaml:3: plants: "),
        (("good_GWh_per_year: 10", "good_GWh_per_year: 0"), "routes.yaml:4: good_GWh_per_year: "),
        (("good_GWh_per_year: 10", "reserve: 1"), "routes.yaml:4: reserve: "),
        (("days: 7", "base: giga"), "routes.yaml:5: base: is not looked at here"),
        (("days: 7", "cells: 200"), "routes.yaml:5: cells: tell of no output"),
        (("days: 7", "responses: [good_cell]"), "routes.yaml:5: responses: there is no such key figure"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_line(change: tuple[str, str], told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        made(tmp_path, FILE.replace(*change).replace("[giga, wet_baseline, giga_no_coating]", "[giga]"))
    assert told in str(error.value)
    assert not (tmp_path / "out").exists()


def test_plants_that_plan_other_outputs_have_to_be_told_one(tmp_path: Path) -> None:
    text = FILE.replace("good_GWh_per_year: 10\n", "").replace("wet_baseline, giga_no_coating", "pilot")
    with pytest.raises(InputError, match=r"good_GWh_per_year: is missing, .*giga 10.*pilot none"):
        made(tmp_path, text)
