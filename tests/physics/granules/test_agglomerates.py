import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.physics.granules import agglomerates
from dbetwin.physics.granules.agglomerates import agglomerated_share, greatest_extent, median_growth, oversize_share
from dbetwin.physics.granules.balance import evolve
from dbetwin.physics.granules.grid import moment

spreads = st.sampled_from([0.15, 0.3, 0.5])
extents = st.floats(1e-6, 29.0)


@pytest.mark.parametrize("spread", [0.1, 0.3, 0.6])
def test_without_a_meeting_there_is_no_lump_and_no_growth(spread: float) -> None:
    for share in (agglomerated_share, oversize_share):
        assert share(0.0, spread) == 0
        assert share(1e-9, spread) < 1e-7
    assert median_growth(0.0, spread) == pytest.approx(1, abs=1e-12)
    assert median_growth(1e-9, spread) == pytest.approx(1, abs=1e-8)


@settings(deadline=None)  # the first call of a kind solves its balance
@given(extents, st.floats(1.001, 2.0), spreads, st.floats(0.0, 4.0))
def test_the_further_it_goes_the_more_lumps_and_the_larger_granules(
    extent: float, more: float, spread: float, breakage: float
) -> None:
    share, further = (agglomerated_share(each, spread, breakage) for each in (extent, extent * more))
    assert 0 < share <= further < 1
    assert share < further or extent * more > greatest_extent(spread)  # where the table ends
    large, larger = (oversize_share(each, spread, breakage) for each in (extent, extent * more))
    assert 0 <= large <= larger <= 1
    assert large < larger or extent * more > 2  # with breakage a balance is reached
    assert large < share
    assert 1 <= median_growth(extent, spread, breakage) <= median_growth(extent * more, spread, breakage) + 1e-9


@settings(deadline=None)
@given(extents, spreads, st.floats(0.0, 4.0), st.floats(0.01, 1.0))
def test_breakage_only_takes_from_what_is_oversize(extent: float, spread: float, breakage: float, more: float) -> None:
    assert oversize_share(extent, spread, breakage + more) <= oversize_share(extent, spread, breakage)


@pytest.mark.parametrize("spread", [0.15, 0.3, 0.5])
def test_a_cut_lump_is_agglomerated_still(spread: float) -> None:
    # few lumps: all alike; many: their pieces find a few granules more, and set none free
    assert agglomerated_share(0.01, spread, 4.0) == pytest.approx(agglomerated_share(0.01, spread), rel=1e-6)
    assert 1 <= agglomerated_share(2.0, spread, 4.0) / agglomerated_share(2.0, spread) < 1.02


def test_lumps_that_break_as_often_as_granules_stick_are_far_fewer() -> None:
    shares = [oversize_share(5.0, 0.3, breakage) for breakage in (0.0, 0.1, 1.0, 5.0)]
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
    joined = np.exp(course.log_joined)
    assert joined == pytest.approx(1 - (1 + start * np.exp(course.log_extents)) ** -2, rel=1e-4)


@pytest.mark.parametrize("spread", [0.1, 0.3, 0.6])
def test_few_joined_granules_are_as_many_as_meet_at_the_first_instant(spread: float) -> None:
    # a granule drawn by mass and one by number from the lognormal law as it is cut, and how often such a pair sticks
    rng, kernel = np.random.default_rng(5), agglomerates.KERNELS["equipartition"]
    sigma = 3 * spread
    limit = 8 * np.exp(agglomerates.NINETY * sigma)
    smallest = np.exp(-(sigma**2) - agglomerates.FINEST * sigma)
    by_mass = np.exp(rng.normal(0, sigma, 400_000))
    by_number = np.exp(rng.normal(-(sigma**2), sigma, 400_000))
    per_volume = np.exp(sigma**2 / 2)  # granules in a volume of 1
    rates = 2 * kernel(by_mass, by_number) / float(kernel(np.ones(1), np.ones(1))[0]) * per_volume
    mean = rates[(by_mass < limit) & (by_number > smallest)].mean()
    assert agglomerated_share(1e-5, spread) == pytest.approx(1e-5 * mean, rel=0.04)


def test_a_hundredth_joins_long_before_the_median_or_the_oversize_says_so() -> None:
    assert 0.009 < agglomerated_share(0.003, 0.3) < 0.011
    assert 1.001 < median_growth(0.003, 0.3) < 1.003
    assert oversize_share(0.003, 0.3) < 1e-5


@pytest.mark.parametrize("breakage", [0.0, 0.02, 1.26, 5.1])
def test_volume_is_kept_all_along(breakage: float) -> None:
    node = agglomerates._nodes(breakage)[0]
    course = agglomerates._course(0.3, "equipartition", node)
    kept = [moment(course.grid, numbers, 1) for numbers in course.populations]
    assert kept == pytest.approx([1.0] * len(kept), rel=1e-9)


@pytest.mark.parametrize(("extent", "breakage"), [(0.0031, 0.0), (0.3, 0.0), (1.7, 0.0), (1.7, 0.5), (4.0, 3.3)])
def test_what_is_interpolated_is_what_the_balance_gives_there(extent: float, breakage: float) -> None:
    population, start, threshold = agglomerates._population(0.3, "equipartition", breakage)
    found = evolve(population, start, np.array([extent]))
    volume = found.numbers[0] * population.grid.pivots
    assert oversize_share(extent, 0.3, breakage) == pytest.approx(volume[threshold:].sum(), rel=0.06)
    single = start * found.intact[0] @ population.grid.pivots
    assert agglomerated_share(extent, 0.3, breakage) == pytest.approx(1 - single, rel=0.01)


@pytest.mark.parametrize(("spread", "extent"), [(0.2, 1.5), (0.3, 1.0), (0.3, 2.0), (0.4, 2.0), (0.6, 3.0)])
def test_twice_as_many_bins_give_the_same_share(monkeypatch: pytest.MonkeyPatch, spread: float, extent: float) -> None:
    joined, coarse, grown = (law(extent, spread) for law in (agglomerated_share, oversize_share, median_growth))
    monkeypatch.setattr(agglomerates, "BINS", 2 * agglomerates.BINS)
    population, start, threshold = agglomerates._population(spread, "equipartition", 0.0)
    found = evolve(population, start, np.array([extent]))
    numbers = found.numbers[0]
    volume = numbers * population.grid.pivots
    assert joined == pytest.approx(1 - start * found.intact[0] @ population.grid.pivots, rel=0.01)
    assert coarse == pytest.approx(volume[threshold:].sum(), rel=0.06)
    before, after = (agglomerates._median(population.grid, each) for each in (start, numbers))
    assert grown == pytest.approx(np.cbrt(after / before), rel=3e-3)


@pytest.mark.parametrize(("extent", "count"), [(0.01, 2_000_000), (0.2, 400_000), (2.0, 400_000)])
def test_granules_drawn_one_by_one_join_and_grow_as_much(extent: float, count: int) -> None:
    # without bins: granules are paired at random again and again, and pairs join with the chance of the kernel
    rng, spread = np.random.default_rng(11), 0.3
    limit = 8 * np.exp(agglomerates.NINETY * 3 * spread)
    # lognormal by mass about 1: by number the same law, its median lower by the square of the spread
    volumes = np.exp(rng.normal(-((3 * spread) ** 2), 3 * spread, count))
    volumes = volumes[volumes < limit]
    single = np.ones(len(volumes), dtype=bool)
    kernel, total, clock = agglomerates.KERNELS["equipartition"], volumes.sum(), 0.0
    one, before = float(kernel(np.ones(1), np.ones(1))[0]), median_volume(volumes)
    while clock < extent:
        order = rng.permutation(len(volumes))
        half = len(order) // 2
        first, second, rest = order[:half], order[half : 2 * half], order[2 * half :]
        rates = 2 * kernel(volumes[first], volumes[second]) / one * len(volumes) / total
        time = min(0.04 / np.quantile(rates, 0.999), extent - clock)
        joined = rng.random(half) < rates * time
        apart = np.concatenate([first[~joined], second[~joined], rest])
        single = np.concatenate([np.zeros(joined.sum(), dtype=bool), single[apart]])
        volumes = np.concatenate([(volumes[first] + volumes[second])[joined], volumes[apart]])
        clock += time
    assert volumes[~single].sum() / total == pytest.approx(agglomerated_share(extent, spread), rel=0.03)
    grown = np.cbrt(median_volume(volumes) / before)
    assert grown - 1 == pytest.approx(median_growth(extent, spread) - 1, rel=0.06)
    if extent > 1:  # below, too few of those drawn are that large
        assert volumes[volumes > limit].sum() / total == pytest.approx(oversize_share(extent, spread), rel=0.12)


def median_volume(volumes: agglomerates.Floats) -> float:
    """Below which half of the volume lies."""
    ordered = np.sort(volumes)
    held = np.cumsum(ordered)
    return float(ordered[np.searchsorted(held, held[-1] / 2)])


@pytest.mark.parametrize("kernel", ["constant", "sum"])
def test_other_kernels_can_be_chosen(kernel: str) -> None:
    assert agglomerated_share(1.0, 0.3, kernel=kernel) != agglomerated_share(1.0, 0.3)


def test_a_gelling_kernel_ends_its_table_at_the_gel_point_and_stays_there() -> None:
    end = greatest_extent(0.3, "product")
    assert end < 0.5 < greatest_extent(0.3)
    assert agglomerated_share(10.0, 0.3, kernel="product") == agglomerated_share(end, 0.3, kernel="product") < 1
    assert median_growth(10.0, 0.3, kernel="product") == pytest.approx(median_growth(end, 0.3, kernel="product"))


def test_beyond_the_table_the_last_value_holds() -> None:
    for share in (agglomerated_share, oversize_share):
        assert share(1000.0, 0.3) == share(30.0, 0.3) < 1
        assert share(2.0, 0.3, 100.0) == share(2.0, 0.3, 5.1)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([0.001, 0.01, 0.2]), spreads)
def test_a_coat_around_the_granules_adds_to_their_size(coat: float, spread: float) -> None:
    plain, thick = (median_growth(1.0, spread, coat=each) for each in (0.0, coat))
    # small granules take more than their share, so that the median grows less than its volume would
    assert plain < thick < plain * (1 + coat) ** (1 / 3)
