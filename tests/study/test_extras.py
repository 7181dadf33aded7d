from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.errors import InputError
from dbetwin.study.extras import library


def test_a_library_that_is_there_is_handed_out() -> None:
    assert library("json.decoder").JSONDecoder


def test_a_missing_library_is_answered_with_the_line_that_installs_it() -> None:
    with pytest.raises(InputError, match=r"no_such_thing, .*pip install 'dbetwin\[cluster\]'"):
        library("no_such_thing.inner", "cluster")


def test_a_library_that_lacks_something_itself_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half_installed.py").write_text("import what_it_needs\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="what_it_needs"):
        library("half_installed")
