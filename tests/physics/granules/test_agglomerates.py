import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.physics.granules import agglomerates
from dbetwin.physics.granules.agglomerates import agglomerated_share, greatest_extent, median_growth
from dbetwin.physics.granules.balance import evolve
from dbetwin.physics.granules.grid import moment

spreads = st.sampled_from([0.15, 0.3, 0.5])
extents = st.floats(1e-6, 29.0)


@pytest.mark.parametrize("spread", [0.1, 0.3, 0.6])
def test_without_a_meeting_there_is_no_lump_and_no_growth(spread: float) -> None:
    assert agglomerated_share(0.0, spread) == 0
    assert median_growth(0.0, spread) == pytest.approx(1, abs=1e-12)
    assert agglomerated_share(1e-9, spread) < 1e-9
    assert median_growth(1e-9, spread) == pytest.approx(1, abs=1e-8)


@settings(deadline=None)  # the first call of a kind solves its balance
@given(extents, st.floats(1.001, 2.0), spreads, st.floats(0.0, 4.0))
def test_the_further_it_goes_the_more_lumps_and_the_larger_granules(
    extent: float, more: float, spread: float, breakage: float
) -> None:
    share, further = (agglomerated_share(each, spread, breakage) for each in (extent, extent * more))
    assert 0 <= share <= further <= 1
    assert share < further or extent * more > 2  # with breakage a balance is reached
    assert 1 <= median_growth(extent, spread, breakage) <= median_growth(extent * more, spread, breakage) + 1e-9


@settings(deadline=None)
@given(extents, spreads, st.floats(0.0, 4.0), st.floats(0.01, 1.0))
def test_breakage_only_takes(extent: float, spread: float, breakage: float, more: float) -> None:
    assert agglomerated_share(extent, spread, breakage + more) <= agglomerated_share(extent, spread, breakage)


def test_lumps_that_break_as_often_as_granules_stick_are_far_fewer() -> None:
    shares = [agglomerated_share(5.0, 0.3, breakage) for breakage in (0.0, 0.1, 1.0, 5.0)]
    assert shares[1] < 0.95 * shares[0]
    assert shares[2] < 0.4 * shares[0]
    assert shares[3] < 0.15 * shares[0]


def test_half_the_sticking_meetings_of_equal_granules_are_the_extent() -> None:
    # of granules of one size and with all pairs alike 1/(1 + extent) is left, whatever lies between
    course = agglomerates._course(0.1, "constant", 0)
    start = moment(course.grid, course.start, 0)
    for place, numbers in zip(course.log_extents[::10], course.populations[::10], strict=True):
        assert numbers.sum() / start == pytest.approx(1 / (1 + start * np.exp(place)), rel=1e-4)
    assert start == pytest.approx(1.0, abs=0.06)


@pytest.mark.parametrize("breakage", [0.0, 0.02, 1.26, 5.1])
def test_volume_is_kept_all_along(breakage: float) -> None:
    node = agglomerates._nodes(breakage)[0]
    course = agglomerates._course(0.3, "equipartition", node)
    kept = [moment(course.grid, numbers, 1) for numbers in course.populations]
    assert kept == pytest.approx([1.0] * len(kept), rel=1e-9)


@pytest.mark.parametrize(("extent", "breakage"), [(0.3, 0.0), (1.7, 0.0), (1.7, 0.5), (4.0, 3.3)])
def test_what_is_interpolated_is_what_the_balance_gives_there(extent: float, breakage: float) -> None:
    population, start, threshold = agglomerates._population(0.3, "equipartition", breakage)
    volume = evolve(population, start, np.array([extent])).numbers[0] * population.grid.pivots
    assert agglomerated_share(extent, 0.3, breakage) == pytest.approx(volume[threshold:].sum(), rel=0.06)


@pytest.mark.parametrize(("spread", "extent"), [(0.2, 1.5), (0.3, 1.0), (0.3, 2.0), (0.4, 2.0), (0.6, 3.0)])
def test_twice_as_many_bins_give_the_same_share(monkeypatch: pytest.MonkeyPatch, spread: float, extent: float) -> None:
    coarse, grown = agglomerated_share(extent, spread), median_growth(extent, spread)
    monkeypatch.setattr(agglomerates, "BINS", 2 * agglomerates.BINS)
    population, start, threshold = agglomerates._population(spread, "equipartition", 0.0)
    numbers = evolve(population, start, np.array([extent])).numbers[0]
    volume = numbers * population.grid.pivots
    assert coarse == pytest.approx(volume[threshold:].sum(), rel=0.06)
    before, after = (agglomerates._median(population.grid, each) for each in (start, numbers))
    assert grown == pytest.approx(np.cbrt(after / before), rel=3e-3)


def test_granules_drawn_one_by_one_make_as_many_lumps_and_grow_as_much() -> None:
    # without bins: granules are paired at random again and again, and pairs join with the chance of the kernel
    rng, spread, extent = np.random.default_rng(11), 0.3, 2.0
    limit = 8 * np.exp(agglomerates.NINETY * 3 * spread)
    # lognormal by mass about 1: by number the same law, its median lower by the square of the spread
    volumes = np.exp(rng.normal(-((3 * spread) ** 2), 3 * spread, 400_000))
    volumes = volumes[volumes < limit]
    kernel, total, clock = agglomerates.KERNELS["equipartition"], volumes.sum(), 0.0
    one = float(kernel(np.ones(1), np.ones(1))[0])
    while clock < extent:
        order = rng.permutation(len(volumes))
        half = len(order) // 2
        first, second = volumes[order[:half]], volumes[order[half : 2 * half]]
        rates = 2 * kernel(first, second) / one * len(volumes) / total
        time = min(0.04 / np.quantile(rates, 0.999), extent - clock)
        joined = rng.random(half) < rates * time
        volumes = np.concatenate(
            [(first + second)[joined], first[~joined], second[~joined], volumes[order[2 * half :]]]
        )
        clock += time
    ordered = np.sort(volumes)
    median = ordered[np.searchsorted(np.cumsum(ordered), total / 2)]
    assert volumes[volumes > limit].sum() / total == pytest.approx(agglomerated_share(extent, spread), rel=0.12)
    assert np.cbrt(median) == pytest.approx(median_growth(extent, spread), rel=0.01)


@pytest.mark.parametrize("kernel", ["constant", "sum"])
def test_other_kernels_can_be_chosen(kernel: str) -> None:
    assert agglomerated_share(1.0, 0.3, kernel=kernel) != agglomerated_share(1.0, 0.3)


def test_a_gelling_kernel_ends_its_table_at_the_gel_point_and_stays_there() -> None:
    end = greatest_extent(0.3, "product")
    assert end < 0.5 < greatest_extent(0.3)
    assert agglomerated_share(10.0, 0.3, kernel="product") == agglomerated_share(end, 0.3, kernel="product") < 1
    assert median_growth(10.0, 0.3, kernel="product") == pytest.approx(median_growth(end, 0.3, kernel="product"))


def test_beyond_the_table_the_last_value_holds() -> None:
    assert agglomerated_share(1000.0, 0.3) == agglomerated_share(30.0, 0.3) < 1
    assert agglomerated_share(2.0, 0.3, 100.0) == agglomerated_share(2.0, 0.3, 5.1)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([0.001, 0.01, 0.2]), spreads)
def test_a_coat_around_the_granules_adds_to_their_size(coat: float, spread: float) -> None:
    plain, thick = (median_growth(1.0, spread, coat=each) for each in (0.0, coat))
    # small granules take more than their share, so that the median grows less than its volume would
    assert plain < thick < plain * (1 + coat) ** (1 / 3)
