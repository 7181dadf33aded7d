import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules.kernels import KERNELS, equipartition_kernel

volumes = st.floats(1e-3, 1e3).map(lambda volume: np.array([volume]))


@given(st.sampled_from(sorted(KERNELS)), volumes, volumes)
def test_it_does_not_matter_who_meets_whom(kernel: str, first: np.ndarray, second: np.ndarray) -> None:
    assert KERNELS[kernel](first, second) == pytest.approx(KERNELS[kernel](second, first))


@given(volumes, volumes, st.floats(1.1, 100))
@pytest.mark.parametrize(("kernel", "degree"), [("constant", 0), ("equipartition", 1 / 6), ("sum", 1), ("product", 2)])
def test_degree_in_the_volume(kernel: str, degree: float, first: np.ndarray, second: np.ndarray, by: float) -> None:
    law = KERNELS[kernel]
    assert law(by * first, by * second) == pytest.approx(by**degree * law(first, second))


def test_granules_of_equal_energy_meet_as_often_as_a_gas_of_them_drawn_at_random() -> None:
    # velocities of equal mean energy: variance 1/mass in each direction; the circle of contact sweeps its volume
    rng = np.random.default_rng(7)
    sizes = [(1.0, 1.0), (1.0, 2.0), (1.0, 4.0)]
    swept = []
    for a, b in sizes:
        first, second = (rng.normal(size=(200_000, 3)) / size**1.5 for size in (a, b))
        swept.append((a + b) ** 2 * np.linalg.norm(first - second, axis=1).mean())
    law = [equipartition_kernel(*(np.array([np.pi / 6 * size**3]) for size in pair))[0] for pair in sizes]
    assert np.array(swept) / swept[0] == pytest.approx(np.array(law) / law[0], rel=5e-3)
