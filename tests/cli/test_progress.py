"""Who interrupts is told what there is to go on from."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.cli.progress import progress


@pytest.mark.parametrize(("finished", "told"), [(True, "what was finished is in"), (False, "no run was finished yet")])
def test_who_interrupts_is_told_of_finished_runs_where_there_are_any(
    finished: bool, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "runs.jsonl"
    if finished:
        kept.write_text("{}\n")
    with pytest.raises(KeyboardInterrupt), progress(kept):
        raise KeyboardInterrupt
    assert told in capsys.readouterr().err
