import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dbetwin import __version__
from dbetwin.cli import app
from dbetwin.cli.guard import guarded
from dbetwin.errors import RunError, StalledError, reason
from dbetwin.plant import load_plant, nominal, shipped
from tests.plant import stations

LAYOUTS = Path(__file__).parents[1] / "plant" / "layouts"
THIN = str(LAYOUTS / "thin.yaml")


@pytest.fixture(autouse=True)
def _thin_plant_is_shipped(monkeypatch):
    stations.install(monkeypatch)
    monkeypatch.setattr(shipped, "FOLDERS", (LAYOUTS,))
    steps = [nominal.Step("coater", {"coating_nm": 5.0}), nominal.Step("rack", {"capacity_Ah": 9.8, "energy_Wh": 33.8})]
    monkeypatch.setattr(nominal, "chain", lambda plant: steps)


def call(*arguments):
    return CliRunner().invoke(app, list(arguments))


# --- check -------------------------------------------------------------------------------------------------------


def test_check_prints_capacities_bottleneck_demand_and_nominal_cell():
    done = call("check", "thin")
    assert done.exit_code == 0
    rows = {line.split()[0]: line.split() for line in done.output.splitlines() if line.split()}
    assert rows["tower"] == ["tower", "test_tower", "9", "96.0", "cells", "2,304", "2,304", "2,304", "1.00"]
    assert rows["rack"][-1] == "0.89"
    assert "expected bottleneck: tower, 2,304 cells per working day, 1,646 per calendar day" in done.output
    assert "2,304 per working day net of losses and stops" in done.output
    assert "note" not in done.output
    assert "longest path: 381 h (15.9 days)" in done.output
    assert "508,000 good cells from 635,000 started" in done.output
    assert "9.8 Ah" in done.output
    assert "coating_nm" not in done.output
    assert "coating_nm" in call("check", "thin", "--chain").output


def test_check_warns_of_a_nominal_cell_that_does_not_work(monkeypatch):
    assert "warning" not in call("check", "thin").output
    broken = {"capacity_Ah": 0.1, "nominal_capacity_Ah": 9.8, "plating": 1.0}
    monkeypatch.setattr(nominal, "chain", lambda plant: [nominal.Step("rack", broken)])
    output = call("check", "thin").output
    assert "warning: the nominal cell plates lithium" in output
    assert "warning: the nominal cell delivers 0.1 Ah" in output
    assert len(json.loads(call("check", "thin", "--json").stdout)["nominal_warnings"]) == 2


def test_check_notes_values_set_outside_their_range():
    done = call("check", "thin", "--set", "room.energy_kWh_per_m2_d=50", "--set", "film.breakdowns.major.mtbf_h=7")
    assert done.exit_code == 0
    text = "room.energy_kWh_per_m2_d = 50 lies outside the range assumed of it, 5 to 17 kWh/(m2 d)"
    assert [line for line in done.output.splitlines() if line.startswith("note")] == [f"note: {text}"]
    assert json.loads(call("check", "thin", "--json", "--set", "room.energy_kWh_per_m2_d=50").stdout)["notes"] == [text]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            {"energy_Wh": 0.0},
            "--set room.area_m2=401: the nominal cell has no energy at its operating point (got 0 Wh)",
        ),
        ({"energy_Wh": 30.0, "voltage_V": -0.5}, "the nominal cell has no voltage at its operating point (got -0.5 V)"),
        ({"energy_Wh": float("nan")}, "the nominal cell has no energy at its operating point (got nan Wh)"),
        (
            {"capacity_Ah": 0.0, "voltage_V": 0.0},
            "has no capacity and no voltage at its operating point (got 0 Ah, 0 V)",
        ),
    ],
)
def test_check_refuses_a_plant_whose_nominal_cell_is_dead(monkeypatch, columns, told):
    monkeypatch.setattr(nominal, "chain", lambda plant: [nominal.Step("rack", columns)])
    done = call("check", "thin", "--set", "room.area_m2=401")
    assert done.exit_code == 2
    assert told in done.stderr
    assert "ask for a lower c_rate" in done.stderr


def test_check_as_json_holds_the_same():
    done = call("check", THIN, "--json", "--set", "tower.machines=8")
    found = json.loads(done.stdout)
    assert found["bottleneck_expected"] == "tower"
    assert found["overrides"] == [{"field": "tower.machines", "value": 8, "was": 9}]
    assert found["nominal"]["capacity_Ah"] == 9.8
    assert [row["station"] for row in found["stations"]] == ["coater", "film", "dryer", "stacker", "tower", "rack"]
    assert found["stations"][4]["cells_per_working_day"] == 8 * 256


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("- 1\n", "x.yaml:1: is a list"),
        ("a: [", "x.yaml:1: is not YAML"),
        ("a: &a [*a]", "x.yaml"),
        ("name: x\n", "x.yaml:1: calendar: is missing"),
    ],
)
def test_check_of_a_bad_file_tells_it_on_stderr_with_exit_code_2(tmp_path, text, told):
    (tmp_path / "x.yaml").write_text(text)
    done = call("check", str(tmp_path / "x.yaml"))
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no.yaml",), "no.yaml: there is no such file"),
        (("thine",), "thine: is neither a file nor the name of a plant that comes with dbetwin; did you mean thin?"),
        (("thin", "--set", "tower.machins=2"), "tower has no 'machins'; did you mean machines?"),
        (("thin", "--set", "tower.machines=0"), "should be greater than or equal to 1 (got 0)"),
        (("thin", "--set", "tower.dwell_h=3 kg"), "has the wrong unit 'kg': it should be a number in h"),
    ],
)
def test_check_of_a_bad_request_tells_it(arguments, told):
    done = call("check", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.output


def test_many_errors_are_counted_and_stand_one_to_a_line():
    done = call("check", "thin", "--set", "a.b=1", "--set", "c.d=2")
    assert done.stderr.splitlines()[0] == "2 errors:"
    assert len(done.stderr.splitlines()) == 3


# --- layout ------------------------------------------------------------------------------------------------------


def test_layout_list_names_the_plants():
    assert call("layout", "list").stdout.split() == ["thin", "Thin", "plant"]


def test_layout_show_prints_value_unit_and_source():
    lines = call("layout", "show", "thin").stdout.splitlines()
    assert "coater.spray_h = 3.0 h  # Doe 2020, 10.1000/doe" in lines
    assert "room.energy_kWh_per_m2_d = 6.8 kWh/(m2 d)  # assumed; range 5 to 17; class of the room" in lines
    assert "coater.stagnant_fraction = 0.02  # assumed; range 0 to 0.15; of the bed" in lines
    assert "limits.capacity_ratio_min = 0.95" in lines


def test_layout_show_of_some_fields():
    done = call("layout", "show", "thin", "--field", "coater.*_h", "--set", "coater.spray_h=4")
    assert done.stdout == "coater.spray_h = 4.0 h  # set from outside\n"
    rows = json.loads(call("layout", "show", "thin", "--field", "spray", "--json").stdout)
    assert [row["field"] for row in rows] == ["coater.spray_h"]
    nothing = call("layout", "show", "thin", "--field", "zzz")
    assert nothing.exit_code == 2
    assert "no field matches (got zzz)" in nothing.stderr


def test_layout_copy_never_overwrites(tmp_path):
    mine = tmp_path / "mine.yaml"
    assert call("layout", "copy", "thin", str(mine)).exit_code == 0
    assert mine.read_text() == Path(THIN).read_text().replace("name: thin\n", "name: mine\n")
    mine.write_text("precious")
    again = call("layout", "copy", "thin", str(mine))
    assert again.exit_code == 2
    assert "exists already; give another name" in again.stderr
    assert mine.read_text() == "precious"
    nowhere = call("layout", "copy", "thin", str(tmp_path / "no" / "mine.yaml"))
    assert nowhere.exit_code == 2
    assert "No such file or directory" in nowhere.stderr


@pytest.mark.parametrize(
    ("file", "name"),
    [("my plant.yaml", "my_plant"), ("2nd.yaml", "plant_2nd"), ("a-b_3.yml", "a-b_3"), ("ä.yaml", "plant")],
)
def test_layout_copy_names_the_plant_after_its_file(tmp_path, file, name):
    done = call("layout", "copy", "thin", str(tmp_path / file))
    assert f"a plant by the name {name};" in done.stdout.replace("\n", " ")
    assert load_plant(tmp_path / file).name == name


# --- the boundary ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (RunError("the folder holds no run"), 2, "the folder holds no run"),
        (StalledError("nothing moves"), 3, "nothing moves"),
        (PermissionError(13, "Permission denied", "/out"), 2, "/out: Permission denied"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_what_goes_wrong_in_a_verb_ends_in_a_message_and_a_code(error, code, told, capsys):
    def verb(number: int) -> None:
        raise error

    told_verb = guarded(verb)
    assert told_verb.__wrapped__ is verb
    with pytest.raises(Exception) as ended:  # noqa: PT011 - typer.Exit, which is click's or its own by version
        told_verb(1)
    assert ended.value.exit_code == code
    assert told in capsys.readouterr().err


def test_a_reason_is_told_without_the_names_of_files_in_between():
    inner = PermissionError(13, "Permission denied", "/out/.report.xlsx.part")
    assert reason(inner) == reason(ValueError(inner)) == "Permission denied"
    assert reason(ValueError("no such thing")) == "no such thing"


def test_a_mistake_of_the_programmer_is_not_hidden():
    def verb() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        guarded(verb)()


# --- what the command costs --------------------------------------------------------------------------------------

HEAVY = {"numpy", "pandas", "scipy", "networkx", "pint", "simpy", "pyarrow", "xlsxwriter", "ruamel.yaml"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["layout", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments):
    script = (
        "import sys\nfrom dbetwin.cli import app\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('loaded:', sorted(set(sys.modules) & {HEAVY!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "loaded: []"
    assert "--version" not in arguments or done.stdout.splitlines()[0] == f"dbetwin {__version__}"


def test_help_tells_exit_codes_and_what_can_be_set():
    told = " ".join(call("--help").output.split())
    for text in ("0 done", "2 what was given", "3 the line stood still", "130 interrupted"):
        assert text in told
    options = " ".join(call("check", "--help").output.replace("│", " ").split())
    for text in ("buffers.", "room.", "product.", "limits.", "operating_point.", "materials."):
        assert text in options


def test_python_m_dbetwin_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "dbetwin", "--version"], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout == f"dbetwin {__version__}\n"
