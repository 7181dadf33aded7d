import pytest

from dbetwin.errors import InputError
from dbetwin.materials import load_material, names


@pytest.mark.parametrize("name", names())
def test_every_value_has_a_source_or_a_range_that_holds_it(name: str) -> None:
    material = load_material(name)
    assert material.values
    for key, value in material.values.items():
        origin = material.provenance[key]
        assert bool(origin.source) != origin.assumed
        if origin.range is not None:
            low, high = origin.range
            assert low <= value <= high, key


def test_mixing_rule_gives_the_density_of_the_composite_separator() -> None:
    separator, llzo = (load_material(name) for name in ("composite_separator", "llzo"))
    mixed = 1 / (0.8 / llzo["density_g_cm3"] + 0.2 / 1.2)
    assert separator["density_g_cm3"] == pytest.approx(mixed, rel=2e-3)


def test_an_unknown_material_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="unobtainium.*known are.*llzo"):
        load_material("unobtainium")
