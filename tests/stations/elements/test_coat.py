import pytest

from dbetwin.celldesign.design import Limits
from dbetwin.stations.elements.coat import Samples, Spread, bare_columns, coat_columns, refused, thickness_nm
from tests.stations.powder_to_web import DESIGN


def test_no_coat_is_a_bare_powder() -> None:
    none = coat_columns(0.0, 0.0, Spread(0.0, 0.0, 1.0, 1.7))
    assert none.keys() == bare_columns().keys()
    for name, value in bare_columns().items():
        assert none[name] == pytest.approx(value, abs=1e-9), name


def test_the_thickness_is_that_of_the_named_materials() -> None:
    assert thickness_nm(DESIGN, "nmc811", "lithium_niobate", 0.003) == pytest.approx(5.11, abs=0.01)
    assert thickness_nm(DESIGN, "nmc811", "llzo", 0.01) == pytest.approx(15.5, abs=0.05)
    assert thickness_nm(DESIGN, "nmc811", "lithium_niobate", 0.0) == 0.0


@pytest.mark.parametrize("still", [0.0, 0.05, 0.5])
def test_mass_is_kept_and_the_tail_is_worse_than_the_rest(still: float) -> None:
    columns = coat_columns(0.003, 5.1, Spread(0.3, still, 0.3, 1.7))
    assert columns["coating_thickness_nm"] == 5.1
    assert columns["coat_mass_fraction"] == pytest.approx(0.003 / 1.003)
    assert columns["coverage_of_tail"] < 0.8
    assert columns["coverage_of_tail"] < columns["coverage"]
    assert columns["coverage_tail"] > 0.7 * still


@pytest.mark.parametrize(
    ("found_nm", "found_share", "shown", "cause"),
    [
        (5.0, 0.01, (1.0, 1.0), ""),
        (6.1, 0.01, (1.0, 1.0), "coat thickness"),
        (3.9, 0.01, (1.0, 1.0), "coat thickness"),
        (5.0, 0.021, (1.0, 1.0), "agglomerates"),
        (6.1, 0.021, (0.9, 0.9), ""),
        (5.0, 0.019, (1.0, 1.1), "agglomerates"),
    ],
)
def test_a_lot_is_judged_by_what_its_samples_show(
    found_nm: float, found_share: float, shown: tuple[float, float], cause: str
) -> None:
    columns = {"coating_thickness_nm": found_nm, "agglomerate_fraction": found_share}
    limits = Limits(coating_thickness_tolerance=0.2, agglomerate_fraction_max=0.02)
    assert refused(limits, columns, 5.0, Samples(*shown)) == cause
    assert refused(Limits(), columns, 5.0, Samples(*shown)) == ""
