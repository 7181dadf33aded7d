"""Lumps from the coater on: through mixer and kneader into holes of the film, and into active material out of reach."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.interface.cathode import utilisation as cathode_utilisation
from dbetwin.interface.hypothesis import Situation
from dbetwin.physics.granules.agglomerates import agglomerated_share, oversize_share
from tests.designs import silicon_design
from tests.stations.powder_to_web import bench

COATER = "fluidized_bed_coater"


def film_of(**coater: float) -> tuple[dict[str, float], dict[str, float]]:
    """What the coater hands on, and what the film calender makes of it."""
    coated = dict(bench(COATER, **coater).work().columns)
    mixed = bench("dry_mixer").work(inputs={"powder": coated}).columns
    kneaded = bench("kneader").work(inputs={"powder": mixed}).columns
    return coated, dict(bench("film_calender").work(inputs={"dough": kneaded}).columns)


def oversize(**coater: float) -> float:
    station = bench(COATER, **coater)
    return float(station.module.figures(station.settings, station.lot())["oversize_fraction"])


def lumps(**coater: float) -> float:
    return float(bench(COATER, **coater).work().columns["agglomerate_fraction"])


def test_every_lump_of_the_coater_can_become_a_hole_in_the_film() -> None:
    (clean, even), (lumpy, holed) = film_of(bridge_survival=0.0), film_of(drying_load=1.2)
    more = lumpy["agglomerate_fraction"] - clean["agglomerate_fraction"]
    assert clean["agglomerate_fraction"] == 0
    assert more > 0.005
    assert holed["agglomerate_fraction"] == lumpy["agglomerate_fraction"]
    per_lump = bench("film_calender").settings.agglomerate_defects_per_m2
    assert holed["defects_per_m2"] - even["defects_per_m2"] == pytest.approx(per_lump * more)


def test_half_of_what_is_inside_a_lump_delivers_nothing() -> None:
    clean, lumpy = (film_of(**coater)[1]["agglomerate_fraction"] for coater in ({"bridge_survival": 0.0}, {}))
    known = {
        "agglomerate_fraction": np.array([clean, lumpy]),
        "cathode_porosity": np.full(2, 0.05),
        "cathode_conductor_share": np.full(2, 0.35),
        "cathode_contact_fraction": np.full(2, 0.8),
    }
    constants = cathode_utilisation.Constants()
    situation = Situation.of(silicon_design())
    reached = cathode_utilisation.neighbours_reached(known, situation, constants)["cathode_utilisation"]
    assert reached[1] / reached[0] == pytest.approx(1 - constants.hidden_share * lumpy)
    assert reached[1] < reached[0]


@settings(max_examples=25, deadline=None)
@given(st.floats(0.3, 1.2), st.floats(1.02, 1.5))
def test_more_spray_per_gas_makes_more_lumps(load: float, more: float) -> None:
    assert lumps(drying_load=load * more) > lumps(drying_load=load)


@settings(max_examples=25, deadline=None)
@given(st.floats(2.0, 40.0), st.floats(1.02, 2.0))
def test_coarser_drops_make_more_lumps(drop_um: float, coarser: float) -> None:
    assert lumps(drop_um=drop_um * coarser) > lumps(drop_um=drop_um)


@settings(max_examples=25, deadline=None)
@given(st.floats(68.0, 95.0), st.floats(1.0, 8.0))
def test_slower_drying_makes_more_lumps(inlet_C: float, colder: float) -> None:
    # the same spray into colder gas: a colder bed in which spots stay wet for longer
    same = 0.8 * 30 / (inlet_C - 40)
    assert lumps(inlet_temperature_C=inlet_C - colder, drying_load=same * (inlet_C - 40) / (inlet_C - colder - 40)) > (
        lumps(inlet_temperature_C=inlet_C, drying_load=same)
    )


@settings(max_examples=25, deadline=None)
@given(st.floats(1.0, 100.0), st.floats(1.01, 10.0), st.floats(0.1, 0.8), st.floats(3.0, 30.0))
def test_a_thicker_solution_never_makes_fewer(
    viscosity: float, thicker: float, restitution: float, layer: float
) -> None:
    thin, thick = (
        lumps(binder_viscosity_mPa_s=each, restitution=restitution, layer_ratio=layer)
        for each in (viscosity, viscosity * thicker)
    )
    assert thick >= thin


def test_a_thin_solution_on_hard_granules_lets_some_go_again() -> None:
    # at the far end of viscosity and rebound; elsewhere battery granules stick whenever they are wet
    assert lumps(binder_viscosity_mPa_s=1.0, restitution=0.8, layer_ratio=3.0) < 0.99 * lumps()


def test_a_longer_spray_makes_more_lumps() -> None:
    assert lumps(spray_time_factor=0.5) < lumps() < lumps(spray_time_factor=1.5)
    assert lumps(spray_time_factor=0.0) == 0


def test_the_coater_counts_lumps_as_the_balance_does() -> None:
    station = bench(COATER)
    batch = station.module.batch_of(station.settings, station.design, station.lot().columns, station.lot().amount)
    spread = np.log(146.9 / 68.1) / 2.563
    assert station.work().columns["agglomerate_fraction"] == pytest.approx(
        agglomerated_share(batch.lumps.extent, spread, station.settings.lump_breakage), rel=0.01
    )
    assert oversize() == pytest.approx(
        oversize_share(batch.lumps.extent, spread, station.settings.lump_breakage), rel=0.05
    )
    assert 0 < oversize() < 1e-5


def test_granules_that_stick_are_larger_and_less_cohesive_afterwards() -> None:
    before, after = bench(COATER).lot().columns, bench(COATER).work().columns
    growth = after["granule_d50_um"] / before["granule_d50_um"]
    assert 1.001 < growth < 1.005
    assert after["bond_number"] * growth**3 == pytest.approx(before["bond_number"])
    assert after["granule_d90_um"] / after["granule_d10_um"] == pytest.approx(
        before["granule_d90_um"] / before["granule_d10_um"]
    )
    apart = bench(COATER, bridge_survival=0.0).work().columns
    assert apart["granule_d50_um"] == pytest.approx(before["granule_d50_um"])


def test_a_hundredth_of_agglomerates_leaves_the_bed_as_it_was_and_a_drowned_one_does_not() -> None:
    grown = "granules grow by more than a fifth: a bed of the granules that came in"
    assert grown not in bench(COATER).work().outside
    for agglomerated in (
        bench(COATER, drying_load=2.0).work(),
        bench(COATER, inlet_temperature_C=30.0, bed_temperature_C=20.0, drying_load=3.0).work(),
        bench(COATER, bridge_survival=2e-3).work(),
    ):
        assert agglomerated.columns["agglomerate_fraction"] > 0.5
        assert grown in agglomerated.outside


def test_a_coat_stays_outside_dense_grains_and_makes_them_larger() -> None:
    station = bench(COATER, bridge_survival=0.0, target_coat_wt_pct=3.0, u_over_umf=50.0)
    grains = {**station.lot().columns, "granule_density_g_cm3": 4.75}
    growth = station.work(inputs={"powder": grains}).columns["granule_d50_um"] / grains["granule_d50_um"]
    volume = 0.03 * 4.75 / station.design.materials["lithium_niobate"]["density_g_cm3"]
    # the median takes somewhat less than its volume's share, finer grains more
    assert 0.6 * ((1 + volume) ** (1 / 3) - 1) < growth - 1 < (1 + volume) ** (1 / 3) - 1


def test_lumps_that_are_cut_are_smaller_and_another_law_of_meeting_makes_others() -> None:
    whole, cut = (oversize(bridge_survival=0.01, lump_breakage=each) for each in (0.0, 1.0))
    assert cut < 0.8 * whole
    # a cut lump is agglomerated still
    assert lumps(lump_breakage=1.0) == pytest.approx(lumps(lump_breakage=0.0), rel=1e-6)
    assert lumps(meeting_law="constant") < 0.9 * lumps()


def test_where_the_balance_was_not_solved_is_told() -> None:
    beyond = "more sticking than the population balance was solved for: lumps"
    spread = "spread of the granules' sizes beyond 0.1 to 0.8: lumps by a population balance"
    assert not {beyond, spread} & set(bench(COATER).work().outside)
    assert beyond in bench(COATER, bridge_survival=0.5).work().outside
    even = {**bench(COATER).lot().columns, "granule_d10_um": 95.0, "granule_d90_um": 105.0}
    assert spread in bench(COATER).work(inputs={"powder": even}).outside


def test_granules_meet_long_before_a_spot_is_dry_so_that_wetting_limits_them() -> None:
    station = bench(COATER)
    figures = station.module.figures(station.settings, station.lot())
    assert figures["met_while_wet_fraction"] > 0.99
    assert figures["spot_drying_s"] * figures["meetings_per_s"] > 100
