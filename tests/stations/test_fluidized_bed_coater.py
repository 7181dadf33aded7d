import numpy as np
import pytest

from dbetwin.stations import fluidized_bed_coater as coater
from tests.stations.powder_to_web import DESIGN, GRANULES, POWDER, bench, causes, generators


def test_the_coat_is_what_the_mass_balance_says() -> None:
    columns = bench("fluidized_bed_coater").work().columns
    assert columns["coating_thickness_nm"] == pytest.approx(5.11, abs=0.01)
    assert columns["coat_mass_fraction"] == pytest.approx(0.003 / 1.003)


def test_a_batch_takes_three_hours_and_half_the_spray_time_saves_half_the_spray() -> None:
    whole, half = bench("fluidized_bed_coater"), bench("fluidized_bed_coater", spray_time_factor=0.5)
    fixed = 15 + 20 + 15 + 20 + 15 + 9
    assert whole.minutes() == pytest.approx(180, rel=0.05)
    assert half.minutes() - fixed == pytest.approx((whole.minutes() - fixed) / 2, rel=2e-3)


def test_half_the_spray_time_is_a_choice_and_halves_the_coat() -> None:
    whole, half = (bench("fluidized_bed_coater", spray_time_factor=factor).work() for factor in (1.0, 0.5))
    assert half.columns["coating_thickness_nm"] == pytest.approx(whole.columns["coating_thickness_nm"] / 2, rel=2e-3)
    assert half.columns["coverage"] < whole.columns["coverage"] - 0.1
    assert half.columns["coverage_tail"] > whole.columns["coverage_tail"] + 0.1
    assert half.columns["coating_thickness_cv"] > whole.columns["coating_thickness_cv"]
    assert causes(half) == ["fines"]


def test_stagnant_zones_keep_the_mass_and_cost_coverage() -> None:
    even, still = (bench("fluidized_bed_coater", stagnant_fraction=share).work().columns for share in (0.02, 0.30))
    assert still["coating_thickness_nm"] == even["coating_thickness_nm"]
    assert still["coverage_tail"] == pytest.approx(0.30, abs=0.02)
    assert still["coverage"] < even["coverage"]
    assert still["coating_thickness_cv"] > 1.5 * even["coating_thickness_cv"]


def test_the_tail_is_covered_as_the_stagnant_grains_and_the_thin_end_of_the_rest_are() -> None:
    # grains of 5.11 nm on the mean, a third of them stagnant with 0.3 of the others' coat, sampled one by one
    columns = bench("fluidized_bed_coater", stagnant_fraction=1 / 3).work().columns
    even = bench("fluidized_bed_coater", stagnant_fraction=0.0).work().columns
    moving, cv = columns["coating_thickness_nm"] / (1 - 0.7 / 3), even["coating_thickness_cv"]
    rng = np.random.default_rng(3)
    means = np.where(rng.random(400_000) < 1 / 3, 0.3 * moving, moving)
    covered = -np.expm1(-rng.gamma(1 / cv**2, means * cv**2) / 1.7)
    assert columns["coverage"] == pytest.approx(covered.mean(), abs=2e-3)
    assert columns["coverage_tail"] == pytest.approx((covered < 0.8).mean(), abs=4e-3)
    assert columns["coverage_of_tail"] == pytest.approx(covered[covered < 0.8].mean(), abs=3e-3)


def test_where_there_is_no_tail_its_coverage_is_that_of_the_gate() -> None:
    thick = bench("fluidized_bed_coater", stagnant_fraction=0.0, spray_time_factor=5.0).work().columns
    assert thick["coverage_tail"] < 1e-12
    assert thick["coverage_of_tail"] == 0.8


def test_the_reference_spray_rate_agglomerates_half_to_two_percent() -> None:
    shares = [bench("fluidized_bed_coater").work(rng).columns["agglomerate_fraction"] for rng in generators(400)]
    inside = sum(0.005 <= share <= 0.02 for share in shares) / len(shares)
    assert inside > 0.95


def test_spraying_faster_agglomerates_more_and_is_done_sooner() -> None:
    slow, fast = (bench("fluidized_bed_coater", drying_load=load) for load in (0.5, 1.0))
    assert fast.work().columns["agglomerate_fraction"] > slow.work().columns["agglomerate_fraction"]
    assert fast.minutes() < slow.minutes()


@pytest.mark.parametrize("cohesive", [POWDER, {**GRANULES, "bond_number": 51.0}])
def test_a_cohesive_powder_does_not_fluidise(cohesive: dict[str, float]) -> None:
    assert causes(bench("fluidized_bed_coater").work(inputs={"powder": cohesive})) == ["does not fluidise"]


def test_a_flow_aid_helps_but_channels_cost_coat() -> None:
    aided = {**POWDER, "bond_number": 26.0}
    result = (
        bench("fluidized_bed_coater", u_over_umf=50)
        .with_limits(coating_thickness_tolerance=None)
        .work(inputs={"powder": aided})
    )
    assert "does not fluidise" not in causes(result)
    assert result.columns["coating_thickness_nm"] == pytest.approx(0.83 * 5.11, rel=0.01)


def test_a_drowned_bed_is_lost() -> None:
    assert causes(bench("fluidized_bed_coater", drying_load=1.8).work()) == ["bed too wet"]
    assert causes(bench("fluidized_bed_coater", drying_load=1.2).work()) == ["fines"]


def test_limits_bite_and_open_limits_do_not() -> None:
    thin = {**GRANULES, "bond_number": 45.0}
    station = bench("fluidized_bed_coater")
    assert causes(station.work(inputs={"powder": thin})) == ["coat thickness"]
    lumpy = bench("fluidized_bed_coater", bridge_survival=0.05)
    assert causes(lumpy.work()) == ["agglomerates"]
    assert causes(lumpy.with_limits(agglomerate_fraction_max=None).work()) == ["fines"]


def test_batches_scatter_about_the_plan() -> None:
    thickness = [bench("fluidized_bed_coater").work(rng).columns["coating_thickness_nm"] for rng in generators(1000)]
    assert sum(thickness) / len(thickness) == pytest.approx(5.11, rel=0.005)


def test_what_is_known_before_a_run() -> None:
    def told(upstream: dict[str, float], **changed: float) -> list[str]:
        return [
            problem.field
            for problem in coater.problems(bench("fluidized_bed_coater", **changed).settings, DESIGN, upstream)
        ]

    assert told(GRANULES) == []
    assert told({}) == []
    assert told(POWDER) == ["bond_limit"]
    assert told(GRANULES, drying_load=1.8) == ["drying_load"]
    assert told(GRANULES, u_over_umf=30) == ["u_over_umf"]
    assert told(GRANULES, bed_temperature_C=80) == ["bed_temperature_C"]
