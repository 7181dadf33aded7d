import pytest

from dbetwin.errors import InputError
from dbetwin.plant.load import load_plant
from dbetwin.plant.notes import notes
from dbetwin.plant.overrides import Override
from tests.plant.conftest import THIN


def problems(thin, *set_values):
    with pytest.raises(InputError) as error:
        thin(*set_values)
    assert error.value.exit_code == 2
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("text", "reached", "was", "now"),
    [
        ("coater.spray_h=4", lambda plant: plant.stations["coater"].spray_h, 3, 4),
        ("stations.coater.spray_h=90 min", lambda plant: plant.stations["coater"].spray_h, 3, 1.5),
        ("coater.stagnant_fraction=0.3", lambda plant: plant.stations["coater"].stagnant_fraction, 0.02, 0.3),
        ("film.breakdowns.0.mtbf_h=12", lambda plant: plant.stations["film"].breakdowns[0].mtbf_h, 6, 12),
        ("film.breakdowns.major.mtbf_h=12", lambda plant: plant.stations["film"].breakdowns[0].mtbf_h, ..., 12),
        ("name=mine", lambda plant: plant.name, "thin", "mine"),
        ("film.breakdowns=[]", lambda plant: list(plant.stations["film"].breakdowns), ..., []),
        ("room.dew_point_C=-60", lambda plant: plant.room.dew_point_C, -40, -60),
        (
            "product.cathode_mass_fractions={nmc811: 0.8, llzo: 0.2}",
            lambda plant: dict(plant.design.product.cathode_mass_fractions),
            ...,
            {"nmc811": 0.8, "llzo": 0.2},
        ),
        ("limits.capacity_ratio_min=null", lambda plant: plant.design.limits.capacity_ratio_min, 0.95, None),
        ("limits.energy_ratio_min=0.9", lambda plant: plant.design.limits.energy_ratio_min, None, 0.9),
        ("operating_point.temperature_C=60", lambda plant: plant.design.operating_point.temperature_C, 25, 60),
        ("buffers.rolls.capacity_m=600", lambda plant: plant.buffers["rolls"].capacity, 3000, 600),
        (
            "buffers.powder.columns.granule_d50_um=50",
            lambda plant: plant.buffers["powder"].columns["granule_d50_um"],
            100,
            50,
        ),
        ("materials.llzo.density_g_cm3=5", lambda plant: plant.design.materials["llzo"]["density_g_cm3"], 5.1, 5),
        (
            "materials.ptfe.density_g_cm3=2100 kg/m3",
            lambda plant: plant.design.materials["ptfe"]["density_g_cm3"],
            2.15,
            2.1,
        ),
        ("interface.open_contact=none", lambda plant: plant.design.interface["open_contact"], "threshold", "none"),
        (
            "interface_constants.open_contact.least_contact=0.03",
            lambda plant: plant.design.interface_constants["open_contact"]["least_contact"],
            0.02,
            0.03,
        ),
        ("calendar.shift_end_h=24", lambda plant: plant.calendar.shift_end_h, 22, 24),
        ("plan.cells_started_per_day=2540", lambda plant: plant.plan.cells_started_per_day, None, 2540),
    ],
)
def test_any_value_can_be_set_and_says_what_it_was(thin, text, reached, was, now):
    plant = thin(text)
    assert reached(plant) == now
    (override,) = plant.overrides
    assert isinstance(override, Override)
    assert override.field == text.partition("=")[0].removeprefix("stations.").replace("major", "0")
    if was is not ...:
        assert (override.was, override.value) == (was, now)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("coater.spray=4", "--set coater.spray=4: coater.spray: coater has no 'spray'; did you mean spray_h?"),
        ("coter.spray_h=4", "--set coter.spray_h=4: coter.spray_h: the layout has no 'coter'; did you mean coater?"),
        ("stations.coter.spray_h=4", "stations has no 'coter'; did you mean coater?"),
        ("room.dewpoint_C=4", "room has no 'dewpoint_C'; did you mean dew_point_C?"),
        ("buffers.roll.capacity_m=4", "buffers has no 'roll'; did you mean rolls?"),
        ("buffers.rolls.capacity=4", "buffers.rolls has no 'capacity'; did you mean capacity_"),
        ("materials.lzo.density_g_cm3=4", "materials has no 'lzo'; did you mean llzo?"),
        ("materials.llzo.density=4", "materials.llzo has no 'density'; did you mean density_g_cm3?"),
        ("interface.opencontact=none", "interface has no 'opencontact'; did you mean open_contact?"),
        ("interface_constants.open_contact.least=1", "interface_constants.open_contact has no 'least'"),
        ("film.breakdowns.1.mtbf_h=4", "film.breakdowns has no '1'"),
        ("foo.bar=1", "foo.bar: the layout has no 'foo'; known are coater, film, dryer, stacker, tower, rack, "),
        ("rolls.capacity_m=1", "the layout has no 'rolls'; did you mean buffers.rolls.capacity_m?"),
        ("llzo.density_g_cm3=1", "did you mean materials.llzo.density_g_cm3?"),
        ("dew_point_C=-50", "did you mean room.dew_point_C?"),
        ("pinholes.area=1", "did you mean interface_constants.pinholes.area?"),
        ("film.breakdowns.little.mtbf_h=4", "film.breakdowns has no 'little'; known are major"),
        ("coater.spray_h={value: 4, range: [5, 6]}", "coater.spray_h: lies outside its own range [5, 6] (got 4)"),
        ("coater=4", "coater: is not a single value; name a field of it: coater.<field>=<value>"),
        ("room=4", "room: is not a single value"),
        ("coater.spray_h", "--set coater.spray_h: should be field=value; such as coater.machines=2"),
        ("=4", "should be field=value"),
        ("coater..spray_h=4", "should be field=value"),
        ("coater.spray_h=[1", "coater.spray_h: the value cannot be read (got [1)"),
    ],
)
def test_a_setting_that_names_nothing_is_told(thin, text, message):
    (told,) = problems(thin, text)
    assert message in told


def test_a_wrong_value_set_from_outside_names_the_option(thin):
    assert problems(thin, "coater.spray_h=-1", "room.dew_point_C=3 kg", "film.machines=0") == [
        "--set coater.spray_h=-1: stations.coater.spray_h: should be greater than 0 (got -1)",
        "--set film.machines=0: stations.film.machines: should be greater than or equal to 1 (got 0)",
        "--set room.dew_point_C=3 kg: room.dew_point_C: has the wrong unit 'kg': it should be a number in degC, or "
        "with a unit that converts to it (got '3 kg')",
    ]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("film.lot_m=5000", "--set film.lot_m=5000: buffers.rolls.capacity_m: holds less than one lot of film"),
        ("product.cathode_mass_fractions.nmc811=0.8", "product.cathode_mass_fractions: should add up to 1 (got 1.1)"),
        ("calendar.shift_start_h=23", "calendar.shift_end_h: should be later than shift_start_h"),
        ("calendar.working_days=[]", "calendar.working_days: should hold at least 1 item (got [])"),
        ("interface.contact=lithium", "interface.contact: 'lithium' is a model for the anode lithium"),
        ("buffers.foil.to=stacker.fol", "buffers.foil.to: stacker has no port 'fol'"),
        ("coater.spray_h=true", "stations.coater.spray_h: should be a number (got True)"),
        ("coater.machines=true", "stations.coater.machines: should be a number (got True)"),
        ("materials.llzo.density_g_cm3=true", "materials.llzo.density_g_cm3: should be a number"),
        ("film.line_speed_m_per_min=1e300", "film.line_speed_m_per_min: should be at most 1000 m/min (got 1e+300)"),
        ("film.machines=10001", "film.machines: should be less than or equal to 10000 (got 10001)"),
        ("operating_point.c_rate=1000", "operating_point.c_rate: should be less than or equal to 20 (got 1000)"),
    ],
)
def test_what_a_setting_brings_in_names_the_setting_and_no_line(thin, setting, message):
    found = problems(thin, setting)
    assert all(problem.startswith(f"--set {setting}: ") for problem in found), found
    assert any(message in problem for problem in found), found


def test_mistakes_of_the_file_keep_their_lines_beside_those_of_a_setting(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(THIN.read_text().replace("    machines: 9", "    machines: 0"))
    found = problems(lambda *settings: load_plant(path, settings), "room.area_m2=-1", "foo.bar=1")
    assert len(found) == 3
    assert any(problem.startswith(f"{path}:") and "tower.machines" in problem for problem in found)
    assert sum(problem.startswith("--set ") for problem in found) == 2


def test_one_setting_may_stand_alone():
    assert load_plant(THIN, "tower.machines=8").stations["tower"].machines == 8


def test_a_value_set_outside_its_assumed_range_is_noted(thin):
    assert notes(thin()) == []
    assert notes(thin("film.breakdowns.0.mtbf_h=6.5", "coater.stagnant_fraction=0.1", "coater.spray_h=500")) == []
    outside = thin(
        "film.breakdowns.major.mtbf_h=13 h", "coater.stagnant_fraction=0.3", "materials.llzo.weibull_modulus=50",
        "film.breakdowns.0.mttr_cv=2", "film.line_speed_m_per_min=900",
    )  # fmt: skip
    assert notes(outside) == [
        "film.breakdowns.0.mtbf_h = 13 lies outside the range assumed of it, 3 to 12 h",
        "coater.stagnant_fraction = 0.3 lies outside the range assumed of it, 0 to 0.15",
        "materials.llzo.weibull_modulus = 50 lies outside the range assumed of it, 5 to 12",
        "film.breakdowns.0.mttr_cv = 2 lies outside the range assumed of it, 0.5 to 1.5",
    ]


def test_the_last_of_two_settings_of_a_field_counts(thin):
    plant = thin("coater.spray_h=4", "coater.spray_h=5")
    assert plant.stations["coater"].spray_h == 5
    assert plant.overrides == (Override("coater.spray_h", 5, 3),)
