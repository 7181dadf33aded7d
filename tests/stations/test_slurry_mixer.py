from dataclasses import replace

import pytest

from dbetwin.celldesign.design import Design
from tests.stations.powder_to_web import DESIGN, bench, generators


def wet(electrode: str = "cathode") -> Design:
    """The bench's design with a dissolved binder in place of the fibrils."""
    shares = dict(getattr(DESIGN.product, f"{electrode}_mass_fractions"))
    shares["pvdf"] = shares.pop("ptfe")
    return replace(DESIGN, product=DESIGN.product.model_copy(update={f"{electrode}_mass_fractions": shares}))


def told(**changed: object) -> list[str]:
    station = bench("slurry_mixer", **changed)
    return [each.field for each in station.module.problems(station.settings, wet(), {})]


def test_what_comes_through_the_port_and_what_joins_make_the_batch() -> None:
    cathode, anode = bench("slurry_mixer"), bench("slurry_mixer", electrode="anode", powder_material=None)
    for station, taken in ((cathode, 0.7 * 0.70), (anode, 0.7)):
        powder = station.module.consumption(station.settings, DESIGN)["powder"]
        assert powder == pytest.approx(taken)
        assert powder + station.module.added_kg(station.settings, DESIGN) == pytest.approx(1)


def test_the_coat_goes_on_the_granules_do_not_and_lumps_are_torn_apart() -> None:
    coat = {"coverage": 0.97, "agglomerate_fraction": 0.01, "granule_d50_um": 100.0, "bond_number": 0.8}
    made = bench("slurry_mixer", agglomerates_left=0.3).work(inputs={"powder": coat}).columns
    assert made["coverage"] == 0.97
    assert made["agglomerate_fraction"] == pytest.approx(0.003)
    assert not {"granule_d50_um", "bond_number"} & made.keys()


def test_batches_differ_in_what_was_weighed() -> None:
    station = bench("slurry_mixer", solids_cv=0.01)
    found = [station.work(rng).columns["slurry_solids_fraction"] for rng in generators(2000)]
    mean = sum(found) / len(found)
    assert mean == pytest.approx(0.7, rel=1e-3)
    assert (sum((each - mean) ** 2 for each in found) / len(found)) ** 0.5 / mean == pytest.approx(0.01, rel=0.06)


def test_a_recipe_of_fibrils_is_refused() -> None:
    station = bench("slurry_mixer")
    (found,) = station.module.problems(station.settings, DESIGN, {})
    assert (found.field, found.remedy) == ("electrode", "give the recipe pvdf in its place")
    assert told() == []


def test_a_batch_larger_than_the_vessel_and_a_powder_that_nobody_asked_for_are_refused() -> None:
    assert told(lot_kg=4100) == ["lot_kg"]
    assert told(powder_material="graphite") == ["powder_material"]


def test_what_fills_the_vessel_is_shown() -> None:
    station = bench("slurry_mixer")
    shown = station.module.figures(station.settings, station.lot())
    assert shown["filled_L"] == pytest.approx(3900 / 2.127, rel=1e-3)
    assert shown["solvent_kg"] == pytest.approx(1170)


def test_only_a_slurry_with_garnet_in_it_is_cautioned_about_its_alkali() -> None:
    cathode, anode = (bench("slurry_mixer", electrode=which, powder_material=None) for which in ("cathode", "anode"))
    assert cathode.module.caution(cathode.settings, DESIGN).startswith("garnet is alkaline")
    assert anode.module.caution(anode.settings, DESIGN) == ""
