import json

import pytest

from dbetwin.plant import load_plant
from dbetwin.plant.assumptions import assumptions


@pytest.fixture
def thin(thin, monkeypatch):
    """The thin plant's stations make no cells that anything could be read for."""
    monkeypatch.setattr("dbetwin.plant.assumptions.materials_read", lambda plant: frozenset())
    return thin


@pytest.fixture
def rows(thin):
    return lambda *set_values: {row["field"]: row for row in assumptions(thin(*set_values))}


def test_every_kind_of_value_is_listed_with_its_source(rows):
    found = rows()
    assert found["coater.spray_h"] == {
        "field": "coater.spray_h", "value": 3.0, "unit": "h", "source": "Doe 2020, 10.1000/doe", "assumed": False,
        "low": None, "high": None, "note": "", "overridden": False,
    }  # fmt: skip
    assert found["room.energy_kWh_per_m2_d"]["note"] == "class of the room"
    assert (found["room.energy_kWh_per_m2_d"]["low"], found["room.energy_kWh_per_m2_d"]["high"]) == (5, 17)
    assert found["film.breakdowns.0.mtbf_h"]["assumed"]
    assert found["product.anode_mass_fractions.ptfe"]["source"] == "Doe 2020, 10.1000/doe"
    assert found["product.cathode_width_mm"]["value"] == 150
    assert found["materials.ptfe.density_g_cm3"]["source"] == "Doe 2020, 10.1000/doe"
    assert found["materials.llzo.density_g_cm3"]["value"] == 5.1
    assert found["buffers.dried.capacity_m"]["value"] == 2000
    assert found["interface.pinholes"]["value"] == "poisson"


def test_defaults_of_the_models_are_listed_while_plain_defaults_are_not(rows):
    found = rows()
    assert found["coater.stagnant_fraction"] == {
        "field": "coater.stagnant_fraction", "value": 0.02, "unit": "-", "source": "", "assumed": True,
        "low": 0.0, "high": 0.15, "note": "of the bed", "overridden": False,
    }  # fmt: skip
    assert found["interface_constants.open_contact.least_contact"]["assumed"]
    assert "coater.attended" not in found


def test_a_value_set_from_outside_keeps_the_range_of_what_it_replaces(rows):
    found = rows("coater.stagnant_fraction=0.3", "room.energy_kWh_per_m2_d=9", "materials.llzo.density_g_cm3=5")
    for field, low, high in (("coater.stagnant_fraction", 0, 0.15), ("room.energy_kWh_per_m2_d", 5, 17)):
        assert found[field]["overridden"]
        assert not found[field]["assumed"]
        assert found[field]["source"] == "--set"
        assert (found[field]["low"], found[field]["high"]) == (low, high)
    assert found["materials.llzo.density_g_cm3"]["overridden"]
    assert not found["materials.ptfe.density_g_cm3"]["overridden"]


def test_no_field_stands_twice_and_all_are_ready_for_json(thin):
    rows = assumptions(thin())
    assert len({row["field"] for row in rows}) == len(rows)
    assert json.loads(json.dumps(rows)) == rows


def test_only_materials_that_the_plant_names_are_listed(rows):
    listed = {field.split(".")[1] for field in rows() if field.startswith("materials.")}
    assert {"nmc811", "llzo", "ptfe", "silicon_carbon"} <= listed
    assert "lithium" not in listed


CELL = {"aluminium", "carbon", "catholyte_polymer", "copper", "lithium_niobate", "llzo", "nickel", "nmc811", "ptfe"}
"""What both shipped cells are made of, the coat of the powder and the terminals included."""
OF_PLANT = {
    "pilot": {"anode_polymer", "composite_separator", "silicon", "silicon_carbon"},
    "lithium_metal": {"lithium"},
    "silicon_garnet": {"anode_polymer", "silicon", "silicon_carbon"},
}


@pytest.mark.parametrize("name", OF_PLANT)
def test_every_material_that_stations_and_models_read_is_listed(name):
    rows = assumptions(load_plant(name))
    listed = {row["field"].split(".")[1] for row in rows if row["field"].startswith("materials.")}
    assert listed == CELL | OF_PLANT[name]


def test_a_material_named_in_a_setting_of_a_station_is_listed():
    rows = assumptions(load_plant("pilot", ["coater.coat_material=graphite"]))
    listed = {row["field"] for row in rows}
    assert "materials.graphite.density_g_cm3" in listed
    assert "materials.lithium_niobate.density_g_cm3" not in listed
