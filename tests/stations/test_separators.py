import numpy as np
import pytest

from tests.stations.powder_to_web import DESIGN, SEPARATOR, TAPE, WEB, bench, causes, generators


def test_composite_film_is_what_the_design_asks_for() -> None:
    station = bench("composite_separator")
    columns = station.work().columns
    assert columns["separator_thickness_um"] == pytest.approx(25)
    assert columns["separator_conductivity_mS_cm"] == pytest.approx(0.3)
    assert columns["separator_defects_per_m2"] == pytest.approx(0.3, rel=0.02)
    assert columns["separator_exposure_Pa_h"] == 0
    # 25 um of 3.09 g/cm3 on 320 mm
    assert station.module.consumption(station.settings, DESIGN)["mix"] == pytest.approx(25e-6 * 3090 * 0.32)
    assert causes(station.work()) == ["start-up"]


def test_green_tape_leads_to_the_design_thickness_and_keeps_its_mass() -> None:
    caster, furnace = bench("tape_caster"), bench("sintering_furnace")
    tape = caster.work().columns
    assert "separator_exposure_Pa_h" not in tape
    sintered = furnace.work(inputs={"tape": tape}).columns
    # 60 s do not reach the planned 95 %: the membrane stays a little thicker and more open
    assert sintered["separator_thickness_um"] == pytest.approx(25 * (0.95 / 0.937) ** (1 / 3), rel=2e-3)
    assert sintered["separator_porosity"] == pytest.approx(0.063, abs=2e-3)
    green_kg = caster.module.consumption(caster.settings, DESIGN)["mix"]
    metres = furnace.module.consumption(furnace.settings, DESIGN)["tape"]
    density = 5100 * (1 - sintered["separator_porosity"])
    wider = sintered["separator_thickness_um"] / 25  # it shrinks alike in all directions
    membrane = sintered["separator_thickness_um"] * 1e-6 * density * 0.32 * wider
    assert green_kg * metres == pytest.approx(membrane, rel=1e-9)


def test_the_furnace_anneals_and_the_clock_starts() -> None:
    columns = bench("sintering_furnace").work(inputs={"tape": {**TAPE, "separator_exposure_Pa_h": 99.0}}).columns
    assert columns["separator_exposure_Pa_h"] == 0
    assert columns["separator_conductivity_mS_cm"] == pytest.approx(((1 - 0.063) / 0.95) ** 1.5, abs=0.01)


def test_faster_or_colder_sintering_leaves_pores() -> None:
    usual = bench("sintering_furnace").work().columns
    for hasty in (bench("sintering_furnace", speed_m_per_min=1.0), bench("sintering_furnace", temperature_C=1100)):
        columns = hasty.work().columns
        assert columns["separator_porosity"] > usual["separator_porosity"] + 0.02
        assert columns["separator_thickness_um"] > usual["separator_thickness_um"]
        assert columns["separator_conductivity_mS_cm"] < usual["separator_conductivity_mS_cm"]
        assert columns["separator_grain_um"] < usual["separator_grain_um"]


def test_too_long_in_the_heat_costs_lithium_and_conductivity() -> None:
    slow = bench("sintering_furnace", hot_zone_m=15.0).work().columns
    assert slow["separator_lithium_loss"] > 0.10
    assert slow["separator_conductivity_mS_cm"] < 0.5


def test_a_slow_ramp_is_part_of_the_work() -> None:
    slow, fast = (bench("sintering_furnace", heating_K_per_min=rate).work().columns for rate in (300.0, 3000.0))
    assert slow["separator_porosity"] < fast["separator_porosity"]
    assert slow["separator_lithium_loss"] > fast["separator_lithium_loss"]


@pytest.mark.parametrize(
    ("changes", "count"),
    [({}, 0), ({"temperature_C": 1050.0}, 1), ({"hot_zone_m": 1.0}, 1), ({"speed_m_per_min": 2.0, "hot_zone_m": 5}, 1)],
)
def test_a_furnace_run_as_nobody_claims_to_says_so(changes: dict[str, float], count: int) -> None:
    assert len(bench("sintering_furnace", **changes).work().outside) == count


def test_figures_are_what_the_lot_becomes() -> None:
    furnace = bench("sintering_furnace")
    figures, columns = furnace.module.figures(furnace.settings, furnace.lot()), furnace.work().columns
    assert figures["dwell_s"] == pytest.approx(60)
    assert figures["relative_density"] == pytest.approx(1 - columns["separator_porosity"])
    resistance = 0.1 * columns["separator_thickness_um"] / columns["separator_conductivity_mS_cm"]
    assert figures["sheet_resistance_ohm_cm2"] == pytest.approx(resistance)
    assert figures["whole_sheets_pct"] == pytest.approx(100 * np.exp(-3 * 0.015))
    assert figures["sheets_of_one_lane_per_h"] == 180
    film = bench("composite_separator")
    assert film.module.figures(film.settings, film.lot())["sheet_resistance_ohm_cm2"] == pytest.approx(25 / 3)
    caster = bench("tape_caster")
    tape = caster.module.figures(caster.settings, caster.lot())
    assert tape["green_thickness_um"] == pytest.approx(caster.work().columns["separator_thickness_um"])


def test_lamination_joins_columns_and_adds_defects() -> None:
    columns = bench("separator_laminator").work().columns
    assert set(columns) == {*WEB, *SEPARATOR, "separator_peel_N_per_m"}
    assert columns["defects_per_m2"] == pytest.approx(0.06 + 2 * 0.3)
    assert columns["cathode_exposure_Pa_h"] == WEB["cathode_exposure_Pa_h"]
    assert columns["separator_exposure_Pa_h"] == SEPARATOR["separator_exposure_Pa_h"]


def test_a_cold_laminator_bonds_nothing() -> None:
    cold = bench("separator_laminator", temperature_C=30)
    assert causes(cold.work()) == ["separator peel"]
    assert causes(cold.with_limits(peel_min_N_per_m=None).work()) == []


def test_a_bond_out_of_the_published_range_is_named_and_shown() -> None:
    assert bench("separator_laminator").work().outside == ()
    hot = bench("separator_laminator", temperature_C=170, line_load_N_per_mm=10)
    assert hot.work().outside == (
        "lamination outside 80 to 160 C: peel strength", "lamination outside 20 to 100 N/mm: peel strength",
    )  # fmt: skip
    for kind, column in (("separator_laminator", "separator_peel_N_per_m"), ("lithium_laminator", "peel_N_per_m")):
        station = bench(kind)
        shown = station.module.figures(station.settings, station.lot())["peel_N_per_m"]
        assert shown == station.work().columns[column]


def test_lithium_is_soft_and_bonds_at_loads_that_leave_a_film_loose() -> None:
    lithium = bench("lithium_laminator", line_load_N_per_mm=10, temperature_C=25)
    assert causes(lithium.work()) == ["start-up"]
    assert causes(bench("calender", lamination_line_load_N_per_mm=10, lamination_temperature_C=100).work()) == ["peel"]


def test_lithium_foil_becomes_an_anode_web() -> None:
    columns = bench("lithium_laminator").work().columns
    assert columns["thickness_um"] == pytest.approx(20)
    assert columns["loading_mg_cm2"] == pytest.approx(20e-4 * 0.534e3)
    assert columns["lithium_exposure_Pa_h"] == 0
    assert columns["anode_exposure_Pa_h"] == 0
    magazine = bench("cutter", electrode="anode", lot_sheets=220, sheets_per_cell=11).work(
        generators(1)[0], inputs={"web": columns}, position_m=3.0, web_key=5
    )
    assert magazine.cells is not None
    assert len(magazine.cells) == 20
