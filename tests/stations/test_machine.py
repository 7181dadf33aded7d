"""The plain machine, and the distributions its time can have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pydantic import ValidationError

from dbetwin import documents
from dbetwin.errors import InputError
from dbetwin.randomness import Nominal, Sequence, Streams
from dbetwin.stations import machine
from dbetwin.stations.contract import Air, Condition, Loss, Material
from dbetwin.stations.elements.process_time import TAKES, ProcessTime

TIMES = [
    ({"distribution": "deterministic", "mean_min": 3.0}, 3.0, 0.0),
    ({"distribution": "exponential", "mean_min": 2.0}, 2.0, 1.0),
    ({"distribution": "erlang", "mean_min": 2.0, "stages": 4}, 2.0, 0.25),
    ({"distribution": "gamma", "mean_min": 2.0, "cv": 0.5}, 2.0, 0.25),
    ({"distribution": "lognormal", "mean_min": 2.0, "cv": 0.5}, 2.0, 0.25),
    ({"distribution": "weibull", "mean_min": 2.0, "shape": 1.0}, 2.0, 1.0),
    ({"distribution": "weibull", "mean_min": 2.0, "shape": 2.0}, 2.0, 4 / np.pi - 1),
    ({"distribution": "triangular", "low_min": 1.0, "mode_min": 2.0, "high_min": 6.0}, 3.0, 21 / 18 / 9),
    ({"distribution": "empirical", "values": [1.0, 2.0, 3.0, 6.0]}, 3.0, 3.5 / 9),
]


@pytest.mark.parametrize(("given", "mean", "cv2"), TIMES, ids=str)
def test_a_time_has_the_moments_it_says(given, mean, cv2):
    time = ProcessTime.model_validate(given)
    assert time.mean == pytest.approx(mean, rel=1e-12)
    assert time.cv2 == pytest.approx(cv2, rel=1e-9, abs=1e-12)
    drawn = time.draw(np.random.Generator(np.random.Philox(5)), 200_000)
    assert drawn.shape == (200_000,)
    assert drawn.min() >= 0
    assert drawn.mean() == pytest.approx(mean, rel=0.01)
    assert drawn.var() / mean**2 == pytest.approx(cv2, rel=0.03, abs=1e-12)


def test_every_distribution_is_tried():
    assert {given["distribution"] for given, _, _ in TIMES} == set(TAKES)


def test_the_nominal_stand_in_gives_the_mean():
    for given, mean, _ in TIMES:
        assert ProcessTime.model_validate(given).draw(Nominal(), 2).tolist() == pytest.approx([mean, mean])


@pytest.mark.parametrize("given", [5, 5.0, "5", "5 min", "300 s"])
def test_a_number_alone_never_varies(given):
    assert ProcessTime.model_validate(given) == ProcessTime(distribution="deterministic", mean_min=5.0)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"distribution": "exponential"}, "mean_min is missing: exponential takes mean_min"),
        ({"distribution": "exponential", "mean_min": 1, "cv": 2}, "cv is not for exponential, which takes mean_min"),
        ({"distribution": "gamma", "mean_min": 1}, "cv is missing: gamma takes mean_min, cv"),
        ({"distribution": "triangular", "low_min": 3, "mode_min": 2, "high_min": 4}, "mode_min should lie between"),
        ({"distribution": "triangular", "low_min": 2, "mode_min": 2, "high_min": 2}, "mode_min should lie between"),
        ({"distribution": "empirical"}, "values is missing"),
        ({"distribution": "empirical", "values": [1, -1]}, "values should be minutes of 0 or more"),
        ({"distribution": "empirical", "values": [0, 0]}, "values should be minutes of 0 or more"),
        ({"distribution": "empirical", "file": "none.csv"}, "column is missing"),
        ({"distribution": "empirical", "file": "none.csv", "column": "t"}, "file none.csv cannot be read"),
        ({"distribution": "normal", "mean_min": 1}, "'deterministic', 'exponential'"),
        (0, "greater than 0"),
        (True, "should be"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused_in_words(given, told):
    with pytest.raises(ValidationError, match=told):
        ProcessTime.model_validate(given)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_measured_minutes_are_read_beside_the_layout(tmp_path: Path, suffix: str):
    if suffix == "csv":
        (tmp_path / "times.csv").write_text("part,minutes\n1,2.5\n2,3.5\n")
    else:
        pq.write_table(pa.table({"part": [1, 2], "minutes": [2.5, 3.5]}), tmp_path / "times.parquet")
    text = f"kind: machine\nmachines: 1\ntime_min: {{distribution: empirical, file: times.{suffix}, column: minutes}}\n"
    settings = documents.validate(machine.Settings, documents.parse(text, str(tmp_path / "line.yaml")))
    assert settings.time_min.values == (2.5, 3.5)
    again = machine.Settings.model_validate(settings.model_dump())
    assert again == settings


@pytest.mark.parametrize(
    ("file", "column", "told"),
    [
        ("times.csv", "hours", "line.yaml:3: time_min.column: 'hours' is not in times.csv"),
        ("times.csv", "part", "line.yaml:3: time_min.file: times.csv: column 'part' holds something that is no number"),
        ("void.csv", "minutes", "line.yaml:3: time_min.file: void.csv holds no row"),
        ("bad.parquet", "minutes", "line.yaml:3: time_min.file: bad.parquet cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, file: str, column: str, told: str):
    (tmp_path / "times.csv").write_text("part,minutes\na,2.5\n")
    (tmp_path / "void.csv").write_text("part,minutes\n")
    (tmp_path / "bad.parquet").write_text("no parquet")
    text = f"kind: machine\nmachines: 1\ntime_min: {{distribution: empirical, file: {file}, column: {column}}}\n"
    with pytest.raises(InputError, match="time_min") as caught:
        documents.validate(machine.Settings, documents.parse(text, str(tmp_path / "line.yaml")))
    assert told in str(caught.value).replace(str(tmp_path) + "/", "")


def test_values_and_a_file_together_are_refused(tmp_path: Path):
    text = (
        "kind: machine\nmachines: 1\n"
        "time_min: {distribution: empirical, file: a.csv, column: t, values: [1]}\n"
    )  # fmt: skip
    with pytest.raises(InputError, match="time_min.values: and file: give one of them"):
        documents.validate(machine.Settings, documents.parse(text, str(tmp_path / "line.yaml")))


# --- the station ------------------------------------------------------------------------------------------------


def settings(**more: object) -> machine.Settings:
    given = {"machines": 1, "time_min": {"distribution": "exponential", "mean_min": 2.0}, **more}
    return machine.Settings.model_validate(given)


def parts(amount: float) -> Material:
    return Material(amount, machine.OUTPUT, 7, None)  # type: ignore[arg-type]


def test_minutes_are_drawn_part_by_part():
    streams = Streams(1)
    alone = settings().time_min.draw(streams.at("m", "minutes", 3), 4)
    assert machine.minutes(settings(), parts(4), Condition(), streams.at("m", "minutes", 3)) == alone.sum()
    assert machine.minutes(settings(), parts(4), Condition(), Nominal()) == 8.0


def test_scrap_is_a_quality_loss_by_chance():
    made = settings(scrap_share=0.25)
    air, rng = Air(-60.0, 0.0), np.random.Generator(np.random.Philox(2))
    lost = machine.transform(made, parts(40_000), Condition(), air, rng).losses[0]
    assert (lost.cause, lost.kind) == ("scrap", "quality")
    assert lost.amount == pytest.approx(10_000, rel=0.03)
    assert machine.transform(settings(), parts(4), Condition(), air, rng).losses == ()
    assert machine.transform(made, parts(4), Condition(), air, Nominal()).losses == ()
    assert isinstance(lost, Loss)


@pytest.mark.parametrize("field", ["time_cv", "handling_loss_pct"])
def test_what_a_plain_machine_does_not_have_cannot_be_set(field):
    with pytest.raises(ValidationError, match="less than or equal to 0"):
        settings(**{field: 0.1})


# --- draws in order -----------------------------------------------------------------------------------------------


def test_the_nth_draw_is_the_same_however_it_is_reached():
    time = settings().time_min
    drawn = Sequence(Streams(3), "m", "minutes", time.draw)
    row = [drawn.next() for _ in range(10_000)]
    assert drawn.position == 10_000
    assert row[4096:8192] == time.draw(Streams(3).at("m", "minutes", 1), 4096).tolist()
    for place in (9_999, 0, 4095, 4096, 5_000):
        drawn.goto(place)
        assert drawn.next() == row[place]
    drawn.goto(4_000)
    rest = drawn.rest()
    assert [next(rest) for _ in range(6_000)] == row[4_000:]


def test_two_sequences_of_one_run_do_not_disturb_each_other():
    streams = Streams(3)
    one, two = (Sequence(streams, name, "minutes", settings().time_min.draw) for name in ("a", "b"))
    mixed = [(one.next(), two.next()) for _ in range(9_000)]
    alone = Sequence(Streams(3), "b", "minutes", settings().time_min.draw)
    assert [pair[1] for pair in mixed] == [alone.next() for _ in range(9_000)]
