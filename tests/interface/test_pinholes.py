"""Holes that flock: the same law at the cutter, in the cell and at the leak test."""

import math
from dataclasses import replace

import numpy as np
import pytest

from dbetwin.interface.separator.pinholes import cluster_parameter, hole_probability
from dbetwin.physics.ceramic.flaws import whole_yield
from dbetwin.plant import load_plant
from dbetwin.plant.nominal import chain
from tests.designs import graded, silicon_design, walked
from tests.stations.powder_to_web import WEB, bench, generators

FLOCKING = {"pinholes": "clustered"}


@pytest.mark.parametrize("clustering", [0.5, 2.0, 10.0, math.inf])
def test_a_cell_has_no_hole_if_all_its_sheets_are_whole(clustering):
    sheets, area, density = 10, 0.015, 1.2
    hole = hole_probability(sheets * area * density, sheets, clustering)
    assert hole == pytest.approx(1 - whole_yield(density, area, clustering) ** sheets)


def test_clusters_leave_more_cells_without_a_hole():
    rows, seed = 50_000, 1
    share = {}
    for name, models in (("poisson", {}), ("clustered", FLOCKING)):
        design = silicon_design(models=models)
        cells, _ = walked(graded(design), rows, seed, defects_per_m2=20.0)
        share[name] = cells["latent_pinhole"].mean()
        assert share[name] == pytest.approx(cells["p_pinhole"].mean(), abs=4 * 0.5 / np.sqrt(rows))
    assert share["clustered"] < share["poisson"] - 0.005


def test_the_cutter_takes_out_fewer_sheets_and_leaves_better_ones():
    columns = {**WEB, "defects_per_m2": 20.0}
    kept, taken = {}, {}
    for name in ("poisson", "clustered"):
        found = _cut(bench("cutter"), name, columns)
        kept[name] = found[0].columns["defects_per_m2"]
        taken[name] = np.mean([sum(loss.amount for loss in each.losses) for each in found])
    assert kept["poisson"] == pytest.approx(20 * 0.05)
    assert kept["clustered"] == pytest.approx(20 * 0.05 / (1 + 0.95 * 20 * 0.015 / 2))
    flawed = 1 - float(whole_yield(0.95 * 20, 0.015, 2.0))
    assert taken["clustered"] == pytest.approx(200 * flawed / (1 - flawed), rel=0.05)
    assert taken["clustered"] < taken["poisson"]


def _cut(station, model, columns):
    one = replace(station, design=replace(station.design, interface={"pinholes": model}))
    return [one.work(rng, inputs={"web": columns}, web_key=5) for rng in generators(200)]


def test_a_layout_chooses_it_and_says_how_they_flock():
    plant = load_plant(
        "lithium_metal", ["interface.pinholes=clustered", "interface_constants.pinholes.cluster_parameter=1"]
    )
    assert cluster_parameter(plant.design) == 1.0
    assert cluster_parameter(load_plant("lithium_metal").design) == math.inf
    usual = chain(load_plant("lithium_metal"))[-1].columns
    assert chain(plant)[-1].columns["p_pinhole"] < usual["p_pinhole"]
