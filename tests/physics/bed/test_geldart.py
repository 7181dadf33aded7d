import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed.geldart import HARD, SOFT, geldart_group, molerus_diameter


@pytest.mark.parametrize(
    ("density", "finer", "coarser"), [(4750, 12, 20), (5100, 12, 19), (2600, 15, 24), (2240, 16, 26)]
)
def test_diameters_below_which_powders_are_cohesive(density: float, finer: float, coarser: float) -> None:
    assert 1e6 * molerus_diameter(density, SOFT) == pytest.approx(finer, abs=0.5)
    assert 1e6 * molerus_diameter(density, HARD) == pytest.approx(coarser, abs=0.5)


@pytest.mark.parametrize(
    ("size_um", "density", "group"),
    [
        (10, 4750, "C"), (5, 5100, "C"), (8, 2000, "C"), (60, 2600, "A"), (86, 2600, "A"), (87, 2600, "B"),
        (200, 2500, "B"), (500, 2650, "B"), (619, 2600, "B"), (621, 2600, "D"),
    ],
)  # fmt: skip
def test_groups_of_the_powders_here(size_um: float, density: float, group: str) -> None:
    assert geldart_group(size_um * 1e-6, density, 1.8e-7) == group


@given(st.floats(1e-6, 2e-3), st.floats(1.01, 3), st.floats(500, 6000))
def test_larger_grains_are_never_of_an_earlier_group(size: float, larger: float, density: float) -> None:
    order = "CABD"
    assert order.index(geldart_group(size, density, SOFT)) <= order.index(geldart_group(larger * size, density, SOFT))
    assert order.index(geldart_group(size, density, HARD)) <= order.index(geldart_group(size, density, SOFT))
