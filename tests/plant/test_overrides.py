import pytest

from dbetwin.errors import InputError
from dbetwin.plant.overrides import Override


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
    assert override.field == text.partition("=")[0].removeprefix("stations.")
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


def test_the_last_of_two_settings_of_a_field_counts(thin):
    plant = thin("coater.spray_h=4", "coater.spray_h=5")
    assert plant.stations["coater"].spray_h == 5
    assert plant.overrides == (Override("coater.spray_h", 5, 3),)
