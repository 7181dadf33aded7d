"""``import dbetwin`` is light, and its dozen names are all there is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import dbetwin

HEAVY = {"numpy", "scipy", "pandas", "pyarrow", "simpy", "networkx", "pydantic", "pint", "openpyxl", "xlsxwriter"}


def test_importing_the_package_loads_no_library() -> None:
    script = "import dbetwin, json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not HEAVY & set(json.loads(done.stdout))


@pytest.mark.parametrize("name", dbetwin.__all__)
def test_a_public_name_leads_to_something_documented(name: str) -> None:
    assert name in dir(dbetwin)
    assert getattr(dbetwin, name).__doc__


def test_there_are_about_a_dozen_names() -> None:
    assert {"load_plant", "simulate", "measure", "write_report", "open_run", "Run"} <= set(dbetwin.__all__)
    assert len(dbetwin.__all__) <= 14


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="simulat"):
        dbetwin.simulat  # noqa: B018
