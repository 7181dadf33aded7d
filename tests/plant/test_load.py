import math
import re

import pytest

from dbetwin.errors import InputError
from dbetwin.plant import load_plant, shipped
from tests.plant.conftest import THIN


def test_a_plant_is_read_whole(thin):
    plant = thin()
    assert (plant.name, plant.title, plant.path) == ("thin", "Thin plant", str(THIN))
    assert list(plant.stations) == ["coater", "film", "dryer", "stacker", "tower", "rack"]
    assert plant.stations["film"].breakdowns[0].mtbf_h == 6
    assert plant.design.product.cathode_width_mm == 150
    assert plant.design.operating_point.temperature_C == 25
    assert plant.design.limits.capacity_ratio_min == 0.95
    assert plant.design.limits.energy_ratio_min is None
    assert plant.design.materials["ptfe"]["density_g_cm3"] == 2.15
    assert plant.design.interface["pinholes"] == "poisson"
    assert plant.cell_stations == ("stacker", "tower", "rack")
    assert plant.first_cell_station == "stacker"
    assert plant.draw_purposes == (
        "test_stacker_noise", "test_tower_noise", "test_rack_noise",
        "stacker.handling", "tower.handling", "rack.handling",
    )  # fmt: skip


def test_buffers_stand_in_their_place(thin):
    buffers = thin().buffers
    dried, foil, formed, finished = (buffers[name] for name in ("dried", "foil", "formed", "finished"))
    assert (dried.from_station, dried.to_station, dried.port, dried.unit) == ("dryer", "stacker", "web", "m")
    assert (dried.capacity, dried.lot_size, dried.sealed) == (2000, 500, True)
    assert (foil.from_station, foil.port, foil.lot_size, foil.mass_per_unit_kg) == ("supplier", "foil", 1000, 0.02)
    assert (formed.port, formed.capacity, formed.lot_size) == ("cells", math.inf, 256)
    assert (finished.to_station, finished.port, finished.lot_size) == ("warehouse", "", 256)
    assert buffers["powder"].columns == {"granule_d50_um": 100}
    assert buffers["coated"].dew_point_C == -50
    assert buffers["cells"].shelf_life_h == 48


def test_stations_stand_in_flow_order_however_they_are_written(thin, edited):
    text = THIN.read_text()
    coater = text[text.index("  coater:\n") : text.index("  film:\n")]
    moved = edited((coater, ""), ("\nbuffers:", coater + "\nbuffers:"))
    assert list(moved.stations) == list(thin().stations)


def test_the_hash_is_of_values_not_of_texts(thin, edited):
    plain = thin()
    assert (
        edited(("title: Thin plant", "title: Another"), ("lot_m: 500", "lot_m: 0.5 km")).layout_hash
        == plain.layout_hash
    )
    assert edited(("lot_m: 500", "lot_m: 501")).layout_hash != plain.layout_hash
    assert thin("coater.spray_h=4").layout_hash != plain.layout_hash
    assert thin("coater.spray_h=3").layout_hash == plain.layout_hash


# --- where a layout is found -------------------------------------------------------------------------------------


def test_shipped_plants_are_found_by_name(monkeypatch, tmp_path):
    (tmp_path / "thinner.yaml").write_text(THIN.read_text())
    monkeypatch.setattr(shipped, "FOLDERS", (tmp_path / "installed", tmp_path))
    assert list(shipped.plants()) == ["thinner"]
    assert load_plant("thinner").name == "thin"
    with pytest.raises(InputError, match="thiner: is neither a file nor the name of a plant.*did you mean thinner?"):
        load_plant("thiner")
    with pytest.raises(InputError, match="plants that come with dbetwin: thinner"):
        load_plant("zzz")


def test_a_file_of_that_name_goes_before_a_shipped_plant(monkeypatch, tmp_path):
    monkeypatch.setattr(shipped, "FOLDERS", (THIN.parent,))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thin").write_text(THIN.read_text().replace("name: thin", "name: mine"))
    assert load_plant("thin").name == "mine"


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="no.yaml: there is no such file"):
        load_plant(tmp_path / "no.yaml")


# --- ways back ---------------------------------------------------------------------------------------------------


def with_rework(tmp_path, text):
    path = tmp_path / "pilot.yaml"
    path.write_text(shipped.find("pilot").read_text() + f"\nrework:\n  again: {text}\n")
    return load_plant(path)


def test_cells_go_back_for_the_causes_that_their_tester_knows(tmp_path):
    plant = with_rework(tmp_path, "{from: hipot, causes: [pinhole short], into: welded_stacks, most_times: 1}")
    assert plant.rework["again"].causes == ("pinhole short",)
    told = "rework.again.causes: hipot rejects nothing for this (got leak); its causes are pinhole short"
    with pytest.raises(InputError, match=re.escape(told)):
        with_rework(tmp_path, "{from: hipot, causes: [leak], into: welded_stacks}")
    with pytest.raises(InputError, match="welder rejects nothing for this"):
        with_rework(tmp_path, "{from: welder, causes: [capacity], into: stacks}")
    with pytest.raises(InputError, match="hipot is a hipot_tester: what goes back is decided by what it rejects"):
        with_rework(tmp_path, "{from: hipot, share: 0.1, into: welded_stacks}")
