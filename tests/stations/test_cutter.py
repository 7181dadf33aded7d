import dataclasses

import numpy as np
import pytest

from dbetwin.randomness import Nominal
from dbetwin.stations import cutter
from tests.stations.powder_to_web import DESIGN, WEB, bench, generators


def test_trim_is_eight_percent_of_the_area() -> None:
    assert cutter.trimmed_mass_fraction(bench("cutter").settings, DESIGN) == pytest.approx(1 - 300 * 100 / (320 * 102))


def test_sheets_take_their_share_of_the_web() -> None:
    station = bench("cutter")
    assert station.module.consumption(station.settings, DESIGN)["web"] == pytest.approx(0.102 / 2)
    assert station.minutes() == pytest.approx(200 * 0.051 / 10)
    anode = bench("cutter", electrode="anode", lot_sheets=220, sheets_per_cell=11)
    assert anode.module.consumption(anode.settings, DESIGN)["web"] == pytest.approx(0.104 / 2)


def test_a_magazine_holds_rows_of_cells_keyed_by_it() -> None:
    cells = bench("cutter").work(generators(1)[0], position_m=40.0, web_key=9).cells
    assert cells is not None
    assert cells.key.tolist() == [77 << 20] * 20
    assert cells.index.tolist() == list(range(20))
    assert set(cells.columns) == {"loading_deviation", "side_deviation", "thickness_deviation"}


def test_found_sheets_follow_poisson_and_the_rest_of_the_defects_goes_on() -> None:
    web = {**WEB, "defects_per_m2": 0.66}
    station = bench("cutter")
    results = [station.work(rng, inputs={"web": web}, web_key=1) for rng in generators(3000)]
    found = [sum(loss.amount for loss in result.losses) for result in results]
    flawed = -np.expm1(-0.66 * 0.95 * 0.015)
    assert np.mean(found) == pytest.approx(200 * flawed / (1 - flawed), rel=0.05)
    assert all(count == int(count) for count in found)
    assert results[0].columns["defects_per_m2"] == pytest.approx(0.66 * 0.05)


def test_without_inspection_every_defect_goes_on() -> None:
    for blind in (
        bench("cutter").with_limits(defect_detection=None),
        bench("cutter").with_limits(defect_detection=0.0),
    ):
        result = blind.work(generators(1)[0], inputs={"web": {**WEB, "defects_per_m2": 50.0}}, web_key=1)
        assert result.losses == ()
        assert result.columns["defects_per_m2"] == 50.0


def deviations(position: float, web_key: int = 9, profile: float = 12345.0) -> tuple[np.ndarray, np.ndarray]:
    result = bench("cutter").work(
        generators(1)[0], inputs={"web": {**WEB, "profile_lot": profile}}, position_m=position, web_key=web_key
    )
    assert result.cells is not None
    return result.cells["loading_deviation"], result.cells["thickness_deviation"]


def test_the_field_belongs_to_the_web_not_to_the_magazine() -> None:
    first, ahead = deviations(10.0)[0], deviations(10.0 + 5 * 0.51)[0]
    # the sixth cell of one magazine is the first of one that begins there
    assert ahead[:15] == pytest.approx(first[5:], abs=1e-12)
    assert not np.allclose(deviations(10.0, web_key=10)[0], first)
    assert not np.allclose(deviations(10.0, profile=54321.0)[0], first)


def test_over_many_webs_the_scatter_is_that_of_the_columns() -> None:
    pairs = [deviations(10.0, web_key=key) for key in range(400)]
    loading = np.concatenate([pair[0] for pair in pairs])
    runout = np.concatenate([pair[1] - pair[0] for pair in pairs])
    assert loading.std() == pytest.approx(0.008 / 2**0.5, rel=0.06)
    # a sine of 0.75 um on 82.8 um, averaged over the half metre that a cell's sheets come from
    assert runout.std() == pytest.approx(0.75 / 82.8 / 2**0.5 * np.sinc(0.51 / 2.513), rel=0.05)


def test_the_sides_of_a_web_wander_by_themselves() -> None:
    made = [bench("cutter").work(generators(1)[0], position_m=10.0, web_key=key).cells for key in range(400)]
    mean, apart = (
        np.concatenate([cells[name] for cells in made if cells is not None])
        for name in ("loading_deviation", "side_deviation")
    )
    upper, lower = mean + apart, mean - apart
    assert upper.std() == pytest.approx(0.008, rel=0.06)
    assert lower.std() == pytest.approx(0.008, rel=0.06)
    assert abs(np.corrcoef(upper, lower)[0, 1]) < 0.1


def test_what_the_rolls_leave_along_the_web_wanders_by_itself() -> None:
    web = {**WEB, "thickness_cv_web": 0.004, "thickness_runout_um": 0.0}
    own, loading = [], []
    for key in range(400):
        cells = bench("cutter").work(generators(1)[0], inputs={"web": web}, position_m=10.0, web_key=key).cells
        assert cells is not None
        loading.append(cells["loading_deviation"])
        own.append(cells["thickness_deviation"] - cells["loading_deviation"])
    assert np.concatenate(own).std() == pytest.approx(0.004, rel=0.06)
    assert abs(np.corrcoef(np.concatenate(own), np.concatenate(loading))[0, 1]) < 0.1
    # neighbours on the web are alike
    assert np.corrcoef([each[0] for each in own], [each[1] for each in own])[0, 1] > 0.8


def test_the_nominal_magazine_deviates_nowhere() -> None:
    cells = bench("cutter").work(Nominal(), position_m=10.0, web_key=9).cells
    assert cells is not None
    assert not cells["loading_deviation"].any()
    assert not cells["side_deviation"].any()
    assert not cells["thickness_deviation"].any()


def test_figures_say_what_is_cut_away_and_taken_out() -> None:
    station = bench("cutter")
    web = {**WEB, "defects_per_m2": 0.66}
    shown = station.module.figures(station.settings, station.lot(inputs={"web": web}))
    assert shown["web_of_a_cell_m"] == pytest.approx(0.51)
    assert shown["trimmed_pct"] == pytest.approx(100 * (1 - 300 * 100 / (320 * 102)))
    results = [station.work(rng, inputs={"web": web}, web_key=1) for rng in generators(1000)]
    out = np.mean([sum(loss.amount for loss in result.losses) for result in results])
    assert shown["sheets_with_a_found_defect_pct"] == pytest.approx(100 * out / (200 + out), rel=0.1)
    assert shown["runout_left_in_a_cell_pct"] == pytest.approx(100 * 0.75 / 82.8 * np.sinc(0.51 / 2.513), rel=1e-6)


def test_magazines_that_do_not_fit_the_cell_are_told() -> None:
    def told(**changed: object) -> list[str]:
        return [problem.field for problem in cutter.problems(bench("cutter", **changed).settings, DESIGN, {})]

    assert told() == []
    assert told(sheets_per_cell=11) == ["sheets_per_cell"]
    assert told(lot_sheets=205) == ["lot_sheets"]
    thicker = dataclasses.replace(DESIGN, product=DESIGN.product.model_copy(update={"double_cathodes": 12}))
    assert [problem.field for problem in cutter.problems(bench("cutter").settings, thicker, {})] == ["sheets_per_cell"]
