"""What many tests need: the pilot plant, one short run of each shipped plant, and LibreOffice where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

import dbetwin

settings.load_profile("ci")  # the same examples every time, and no deadline; --hypothesis-profile=default tries others

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""LibreOffice believes the values stored in a workbook that says it is Excel's, unless told not to."""

OFFICE_REQUIRED = os.environ.get("DBETWIN_REQUIRE_OFFICE") == "1"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("office") and shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where LibreOffice is promised, a test that needs it may fail but not stay away."""
    report = yield
    if OFFICE_REQUIRED and report.skipped and item.get_closest_marker("office"):
        report.outcome = "failed"
        report.longrepr = f"skipped although DBETWIN_REQUIRE_OFFICE=1: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Write a workbook anew with every formula calculated by LibreOffice; returns the path of the copy."""
    profile = tmp_path_factory.mktemp("office")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)

    def office(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)

    def recalculate(workbook: Path) -> Path:
        folder = tmp_path_factory.mktemp("recalculated")
        conversion = ("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(workbook))
        copy = folder / workbook.name
        done = office(*conversion)
        if not copy.exists():  # the first start on a fresh profile only builds the profile
            done = office(*conversion)
        assert copy.exists(), done.stderr
        return copy

    return recalculate


@pytest.fixture(scope="session")
def pilot_plant() -> dbetwin.Plant:
    """The pilot plant as it is shipped."""
    return dbetwin.load_plant("pilot")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a parallel session have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def week_of(name: str, shared: Path) -> dbetwin.Run:
    """One week of a shipped plant in its steady state, made by the worker that asks first; the others wait for it."""
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not folder.exists():
            dbetwin.simulate(dbetwin.load_plant(name), days=7, seed=1, out=folder)
    return dbetwin.open_run(folder)


@pytest.fixture(scope="session")
def pilot_run(shared: Path) -> dbetwin.Run:
    """One week of the pilot plant in its steady state; read it, never change it."""
    return week_of("pilot", shared)


@pytest.fixture(scope="session")
def lithium_run(shared: Path) -> dbetwin.Run:
    """One week of the lithium plant in its steady state; read it, never change it."""
    return week_of("lithium_metal", shared)
