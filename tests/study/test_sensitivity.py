"""Which settings move a cell: on figures made by arithmetic, and once on the pilot itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dbetwin.errors import InputError, StalledError
from dbetwin.plant import load_plant
from dbetwin.plant.overrides import Given
from dbetwin.report.sensitivity import about, as_data, impossible, markdown, rows
from dbetwin.runs.kept import KeptRuns, Known
from dbetwin.study.cell_qualities import SCATTER, known_of_cells
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import scenario_of_layout
from dbetwin.study.sensitivity import MOST, REPLICATED, Asked, Sensitivity, sensitivity, settings_of
from dbetwin.study.sensitivity import STATIONS as STATIONS_OF_CONTACT

WRITTEN = {"pressure_MPa": 300.0, "temperature_C": 80.0, "dwell_s": 300.0, "line_load_N_per_mm": 600.0}
STATIONS = ("press", "calender_cathode.line_load_N_per_mm")


def set_in(task: Task) -> dict[str, object]:
    """Field to the value that a run has in place of the written one."""
    return {each.field: each.value for each in task.scenario.settings}


def task_of(layout: str, *settings: tuple[str, float], replication: int = 0) -> Task:
    given = [Given(field, value, "here") for field, value in settings]
    return Task(scenario_of_layout(layout).with_settings(given), 1, 1, replication)


def value_of(task: Task, field: str) -> float:
    known = [value for name, value in set_in(task).items() if name.endswith(f".{field}")]
    return float(known[0]) if known else WRITTEN[field]  # type: ignore[arg-type]


def arithmetic(task: Task) -> Known:
    """A plant whose cells follow a formula: pressure helps, line load has an optimum, a hot press is impossible."""
    if value_of(task, "temperature_C") > 100:
        return {"infeasible": "the pouch melts"}
    pressure, load = value_of(task, "pressure_MPa") / 300, value_of(task, "line_load_N_per_mm") / 600
    noise = 0.02 * task.replication
    dwell = value_of(task, "dwell_s") * 1e-6 * (-1) ** task.replication
    return {
        "figures": {
            "capacity_Ah": 10 * pressure + noise - (load - 1) ** 2 + dwell,
            SCATTER + "capacity_Ah": 0.5,
            "cell_yield": 0.9 - noise,
        }
    }


def studied(replications: int = 3, **changes: object) -> Sensitivity:
    return sensitivity(Asked("pilot", STATIONS, 1, 1, replications), measure=arithmetic, **changes)  # type: ignore[arg-type]


def effects(study: Sensitivity, quality: str = "capacity_Ah") -> dict[str, object]:
    return {effect.setting.field: effect for effect in study.effects[quality]}


def test_the_largest_comes_first_with_its_paired_interval() -> None:
    first, second, *_ = studied().effects["capacity_Ah"]
    assert first.setting.field == "press.pressure_MPa"
    assert first.difference is not None
    assert first.difference.mean == pytest.approx(10 * (600 - 100) / 300)
    # the noise is that of the replication, the same in all plants
    assert first.difference.half_width == pytest.approx(0, abs=1e-9)
    assert second.setting.field == "calender_cathode.line_load_N_per_mm"


def test_an_optimum_between_the_ends_is_not_missed() -> None:
    found = effects(studied())["calender_cathode.line_load_N_per_mm"]
    assert found.at_low.mean == pytest.approx(-((400 / 600) ** 2))
    assert found.at_high.mean == pytest.approx(-((400 / 600) ** 2))
    assert found.difference.mean == pytest.approx(0, abs=1e-9)
    assert found.size == pytest.approx((400 / 600) ** 2)


def test_an_end_that_cannot_be_run_is_listed_and_the_other_end_still_counts() -> None:
    study = studied()
    assert [(setting.field, value, why) for setting, value, why in study.impossible] == [
        ("press.temperature_C", "150", "the pouch melts")
    ]
    assert impossible(study) == ["press.temperature_C=150 (degC): the pouch melts"]
    assert "the pouch melts" in markdown(study)


def test_what_chance_could_have_made_comes_last_and_is_marked() -> None:
    *_, last = studied(replications=3).effects["capacity_Ah"]
    assert last.setting.field == "press.dwell_s"
    assert not last.told_apart
    assert any(row[1] == "~ press.dwell_s" for row in rows(studied()))


def test_a_difference_is_also_told_in_the_scatter_of_the_cells() -> None:
    study = studied()
    lines = list(rows(study))
    assert study.cell_sd("capacity_Ah") == 0.5
    assert lines[0][0] == "capacity_Ah 10.02 ± 0.5 Ah"
    assert lines[0][-1] == "+33"
    assert study.cell_sd("cell_yield") is None


def test_one_replication_tells_nothing_from_chance() -> None:
    study = studied(replications=1)
    assert not any(row[1].startswith("~") for row in rows(study))
    assert "no effect can be told from chance" in about(study)[0]
    assert not any("±" in row[5] for row in rows(study))


def test_a_quality_that_nothing_moves_is_left_out() -> None:
    assert set(studied().effects) == {"capacity_Ah"}


def test_only_leading_settings_are_replicated() -> None:
    asked: list[Task] = []

    def noted(task: Task) -> Known:
        asked.append(task)
        return arithmetic(task)

    study = sensitivity(Asked("pilot", ("coater", *STATIONS), 1, 1, 2), measure=noted)
    first, second = ([task for task in asked if task.replication == number] for number in (0, 1))
    assert len(first) > 2 * REPLICATED
    assert {field for task in second for field in set_in(task)} == {
        "press.pressure_MPa", "press.dwell_s", "calender_cathode.line_load_N_per_mm",
    }  # fmt: skip
    assert len(study.written["capacity_Ah"]) == 2


def test_ends_that_are_as_written_are_not_run_again() -> None:
    asked: list[Task] = []

    def noted(task: Task) -> Known:
        asked.append(task)
        return arithmetic(task)

    sensitivity(Asked("pilot", ("kneader.machines",), 1, 1, 1), measure=noted)
    assert [set_in(task) for task in asked] == [{}, {"kneader.machines": 2}]


def test_an_interrupted_study_goes_on_where_it_was(tmp_path: Path) -> None:
    kept, ran = tmp_path / "kept.jsonl", []

    def interrupted(task: Task) -> Known:
        if len(ran) == 3:
            raise KeyboardInterrupt
        ran.append(task)
        return arithmetic(task)

    with pytest.raises(KeyboardInterrupt):
        sensitivity(Asked("pilot", STATIONS, 1, 1, 2), kept, measure=interrupted)
    kept.write_text(kept.read_text() + '{"task": "cut in the midd')
    again: list[Task] = []

    def noted(task: Task) -> Known:
        again.append(task)
        return arithmetic(task)

    study = sensitivity(Asked("pilot", STATIONS, 1, 1, 2), kept, measure=noted)
    assert not {task.name for task in ran} & {task.name for task in again}
    assert as_data(study) == as_data(studied(replications=2))


def test_what_another_layout_found_is_not_reused(tmp_path: Path) -> None:
    kept, one, other = tmp_path / "kept.jsonl", task_of("pilot"), task_of("lithium_metal")
    KeptRuns(kept).keep(one.name, {"figures": {"capacity_Ah": 1.0}}, one.told())
    assert one.name in KeptRuns(kept)
    assert other.name not in KeptRuns(kept)
    assert task_of("pilot", ("press.machines", 2)).name not in KeptRuns(kept)


def test_the_outcome_does_not_hang_on_who_ends_first() -> None:
    with ThreadPoolExecutor(3) as executor:
        assert as_data(studied(executor=executor, at_once=3)) == as_data(studied())


def test_settings_are_those_with_a_range_written_in_the_layout() -> None:
    plant = load_plant("pilot")
    written = {setting.field for setting in settings_of(plant, Asked("pilot", ("press",)))}
    assert {"press.pressure_MPa", "press.machines", "press.breakdowns.0.mtbf_h"} <= written
    assert "press.power_kW" not in written
    assert "press.memory" not in written
    constants = {setting.field for setting in settings_of(plant, Asked("pilot", ("press",), constants=True))}
    assert written < constants
    assert "press.memory" in constants


@pytest.mark.parametrize("name", ["pres", "press.presure_MPa"])
def test_a_station_that_does_not_exist_is_refused_with_the_likely_one(name: str) -> None:
    with pytest.raises(InputError, match="did you mean press"):
        sensitivity(Asked("pilot", (name,)), measure=arithmetic)


def test_by_default_it_looks_at_the_stations_between_powder_and_contact_that_the_plant_has() -> None:
    study = sensitivity(Asked("pilot", days=1, replications=1), measure=arithmetic)
    assert study.asked.stations == STATIONS_OF_CONTACT
    assert {setting.field.partition(".")[0] for setting in study.settings} == set(STATIONS_OF_CONTACT)


def test_a_plant_without_ranges_is_refused() -> None:
    with pytest.raises(InputError, match="no setting with a range"):
        sensitivity(Asked("textbook/mm1"), measure=arithmetic)


def test_a_plant_that_does_not_run_as_written_is_refused() -> None:
    with pytest.raises(StalledError, match="too cold"):
        sensitivity(Asked("pilot", STATIONS), measure=lambda task: {"infeasible": "too cold"})


def test_markdown_has_a_row_for_each_line_of_the_table() -> None:
    study = studied()
    lines = markdown(study).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + len(list(rows(study)))
    assert {line.count("|") for line in table} == {8}
    assert lines[0] == about(study)[0]


def test_progress_counts_what_was_known_before() -> None:
    tasks = [task_of("pilot", replication=number) for number in range(3)]
    kept, told = KeptRuns(None), []
    kept.keep(tasks[0].name, arithmetic(tasks[0]), tasks[0].told())
    running = Running(kept, arithmetic, told=lambda known, wanted: told.append((known, wanted)))
    assert [task.replication for task in running.make(tasks)] == [1, 2]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_setting_out_of_reason_is_told_and_not_raised() -> None:
    assert "pressure_MPa" in known_of_cells(task_of("pilot", ("press.pressure_MPa", -5)))["infeasible"]


@pytest.mark.slow
def test_pressure_fills_the_pores_of_the_pilot(tmp_path: Path) -> None:
    aged_soon = tmp_path / "aged_soon.yaml"  # full after one week of warm-up, not after four
    aged_soon.write_text("name: aged_soon\nbased_on: pilot\nstations: {ageing: {dwell_h: 4}}\n")
    study = sensitivity(Asked(str(aged_soon), ("press.pressure_MPa", "press.power_kW"), days=1, replications=1))
    contact = effects(study, "cathode_contact_fraction")
    assert set(contact) == {"press.pressure_MPa"}
    found = contact["press.pressure_MPa"]
    assert found.at_low.mean < 0 < found.at_high.mean
    assert found.difference.mean == pytest.approx(found.at_high.mean - found.at_low.mean)
    assert len(study.effects["cathode_contact_fraction"]) <= MOST


@pytest.mark.slow
def test_a_plant_that_finishes_nothing_says_where_most_is_lost() -> None:
    known = known_of_cells(task_of("pilot", ("limits.peel_min_N_per_m", 500)))
    assert "hardly a cell is finished; most is lost at calender_" in known["infeasible"]
    assert "peel (quality)" in known["infeasible"]


def test_cells_can_be_drawn_in_place_of_runs_and_models_looked_at_beside_settings() -> None:
    asked = Asked("pilot", ("press.pressure_MPa",), seed=1, replications=2, models=True, cells=200)
    fields = {setting.field for setting in settings_of(load_plant("pilot"), asked)}
    assert {"press.pressure_MPa", "interface_constants.contact.elastic_slope", "materials.silicon.expansion"} <= fields
    assert settings_of(load_plant("pilot"), Asked("pilot", ("press.pressure_MPa",)))[0].field == "press.pressure_MPa"
    study = sensitivity(Asked("pilot", ("press.pressure_MPa",), seed=1, replications=2, cells=200))
    (effect,) = study.effects["cell_asr_ohm_cm2"]
    assert effect.at_low is not None
    assert effect.at_high is not None
    assert effect.at_low.mean > 10
    assert effect.at_high.mean < 0
    # the draws are the same at both ends, so little is left to chance
    assert effect.told_apart
    assert "200 cells drawn without a run" in about(study)[0]
    # what is rejected is held against the plant as written
    assert study.effects["cell_yield"][0].at_low.mean < -0.5  # type: ignore[union-attr]
