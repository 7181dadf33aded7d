"""``dbetwin spectrum``: a table, a figure, and what cannot be."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(app, ["spectrum", *args])


def test_it_prints_arcs_and_leaves_a_figure_that_needs_no_network(call, tmp_path):
    said = call()
    assert said.exit_code == 0
    for text in ("interface", "cathode path", "uF/cm2", "runs into", "steady current", "spectrum-pilot.html"):
        assert text in said.output
    page = (tmp_path / "spectrum-pilot.html").read_text()
    assert "Nyquist" in page
    assert "<script src=" not in page
    assert call().exit_code == 0  # its own figure is replaced


def test_a_file_that_is_no_spectrum_stays(call, tmp_path):
    (tmp_path / "mine.html").write_text("my notes")
    said = call("--out", "mine.html")
    assert said.exit_code == 2
    assert (tmp_path / "mine.html").read_text() == "my notes"


def test_json_has_arcs_and_spectrum_and_no_figure(call, tmp_path):
    shown = json.loads(call("--json").output)
    assert {"name", "ohm_cm2", "uF_cm2", "top_Hz", "in_window", "merges_with"} == set(shown["arcs"][0])
    assert shown["spectrum"][0]["Hz"] == pytest.approx(7e6)
    assert shown["spectrum"][-1]["real_ohm_cm2"] == pytest.approx(shown["seen_ohm_cm2"])
    total = sum(arc["ohm_cm2"] for arc in shown["arcs"]) + shown["series_ohm_cm2"]
    assert total == pytest.approx(shown["cell_asr_ohm_cm2"], rel=1e-4)
    assert list(tmp_path.iterdir()) == []


def test_a_field_and_an_input_change_the_arcs(call):
    def interface(*options):
        shown = json.loads(call("--json", *options).output)
        return next(arc["ohm_cm2"] for arc in shown["arcs"] if arc["name"] == "interface")

    usual = interface()
    assert interface("--input", "separator_exposure_Pa_h=2000") > usual
    assert interface("--set", "operating_point.temperature_C=60") < usual


@pytest.mark.parametrize(
    "options",
    [
        ("no_such_plant",),
        ("--set", "operating_point.no_such=1"),
        ("--input", "no_such_column=1"),
        ("--input", "film_nm=1"),
        ("--input", "separator_exposure_Pa_h=much"),
    ],
)
def test_what_cannot_be_is_told(call, tmp_path, options):
    said = call(*options)
    assert said.exit_code == 2
    assert list(tmp_path.iterdir()) == []
