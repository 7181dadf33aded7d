"""The book of cells: statistics of every cell, rows of those that are kept, parts that can be read at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dbetwin.cells import Cells
from dbetwin.columns.causes import CODES
from dbetwin.columns.cells import CELLS
from dbetwin.columns.tallies import COUNT, OVER, SQUARES, TOTAL, UNDER
from dbetwin.line.window import Window
from dbetwin.runs import cellbook, parquet
from dbetwin.runs.cellbook import CellBook
from dbetwin.runs.keeping import MANY, Keeping

NOMINAL = {"capacity_Ah": 10.0}
ALL = Keeping("all", 1.0, 1000)


def made(count: int, key: int, *, late: bool = True) -> Cells:
    """Cells as formation leaves them, or as they come from the welder."""
    rng = np.random.default_rng(key)
    columns = {
        "released_min": np.zeros(count),
        "stacked_min": np.full(count, 30.0),
        "cathode_roll": np.full(count, 9.0),
    }
    cells = Cells(np.full(count, key << 20, np.uint64), np.arange(count), columns)
    if not late:
        return cells
    return cells.with_columns(capacity_Ah=rng.normal(10, 0.1, count), bad=(rng.random(count) < 0.3) * 1.0)


def book(folder: Path, keeping: Keeping = ALL) -> CellBook:
    filled = CellBook(folder, Window(0.0, 1e6), NOMINAL, keeping)
    filled(made(300, 1), "good", "", "", 90.0)
    filled(made(40, 2, late=False), "handling", "handling", "welder", 60.0)
    filled(made(25, 3), "rejected", "capacity", "end_of_line", 120.0)
    filled(made(200, 4), "good", "", "", 150.0)
    filled.flush()
    return filled


def rows(folder: Path) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(part) for part in sorted(folder.glob("cells-*.parquet"))], ignore_index=True)


def tallies(filled: CellBook) -> pd.DataFrame:
    return pd.DataFrame(filled.tallies.table())


def test_every_row_is_kept_with_what_is_known_of_it(tmp_path):
    book(tmp_path)
    kept = rows(tmp_path)
    assert len(kept) == 565
    assert kept["fate"].value_counts().to_dict() == {"good": 500, "handling": 40, "rejected": 25}
    welder = kept[kept["station"] == "welder"]
    assert welder["capacity_Ah"].isna().all()
    assert (welder["lead_time_h"] == 1.0).all()
    good = kept[kept["cell_key"] == (4 << 20) >> 11]
    assert good["capacity_Ah"].to_numpy() == pytest.approx(made(200, 4)["capacity_Ah"], rel=1e-6)
    assert (kept["cathode_roll"] == 9).all()
    assert list(kept) == list(CELLS)


def test_tallies_say_what_the_rows_say(tmp_path):
    filled = book(tmp_path)
    kept, table = rows(tmp_path), tallies(filled)
    for group, chosen in (("all", kept), ("good", kept[kept["fate"] == "good"])):
        values = chosen["capacity_Ah"].dropna().to_numpy(np.float64)
        mine = table[(table["column"] == "capacity_Ah") & (table["group"] == group)].set_index("bin")
        assert mine.loc[TOTAL, "total"] == pytest.approx(values.sum(), rel=1e-6)
        assert mine.loc[SQUARES, "total"] == pytest.approx((values**2).sum(), rel=1e-6)
        assert mine.loc[COUNT, "count"] == len(values)
        counts, _ = np.histogram(values, np.linspace(6.0, 13.0, OVER + 1))
        assert mine["count"].reindex(range(OVER), fill_value=0).to_numpy() == pytest.approx(counts, abs=1)
    fates = table[table["column"] == "fate"].set_index("group")["count"]
    assert fates.sum() == 565
    assert fates["handling|handling|welder|0|good"] == 40
    bad = made(25, 3)["bad"].sum()
    assert fates["rejected|capacity|end_of_line|1|unknown"] == bad
    assert fates["rejected|capacity|end_of_line|0|good"] == 25 - bad


def test_the_true_cause_of_every_cell_is_counted_whatever_lot_it_ended_in(tmp_path):
    filled = CellBook(tmp_path, Window(0.0, 1e6), NOMINAL, Keeping("none", 0.0, 1000))
    hole, missed = CODES["hole"], CODES["resistance"]
    for number, codes in enumerate(([0, 0, hole], [hole, hole, missed], [np.nan, 0, 0])):
        cause = np.array(codes, dtype=float)
        ended = made(3, number + 1, late=False).with_columns(true_cause=cause, bad=(cause > 0) * 1.0)
        filled(ended, "rejected", "leak", f"tester {number % 2}", 90.0)
    filled.flush()
    fates = tallies(filled).query("column == 'fate'").set_index("group")["count"].to_dict()
    assert fates == {
        "rejected|leak|tester 0|0|good": 5,
        "rejected|leak|tester 0|1|hole": 1,
        "rejected|leak|tester 1|1|hole": 2,
        "rejected|leak|tester 1|1|resistance": 1,
    }


def test_what_lies_beyond_the_edges_is_counted_there_and_what_is_not_finite_nowhere(tmp_path):
    filled = CellBook(tmp_path, Window(0.0, 1e6), NOMINAL, ALL)
    odd = made(5, 1).with_columns(capacity_Ah=np.array([1.0, 99.0, np.nan, np.inf, 10.0]))
    filled(odd, "good", "", "", 90.0)
    filled.flush()
    mine = tallies(filled).query("column == 'capacity_Ah' and group == 'good'").set_index("bin")
    assert (mine.loc[UNDER, "count"], mine.loc[OVER, "count"], mine.loc[COUNT, "count"]) == (1, 1, 3)
    assert mine.loc[TOTAL, "total"] == 110.0


@pytest.mark.parametrize("what", [Keeping("none", 0.0, 1000), Keeping("sample", 0.1, 1000)])
def test_tallies_do_not_hang_on_what_is_kept(tmp_path, what):
    whole, part = book(tmp_path / "whole"), book(tmp_path / "part", what)
    pd.testing.assert_frame_equal(tallies(part), tallies(whole), check_exact=True)


def test_a_sample_is_part_of_the_whole(tmp_path):
    whole, part = book(tmp_path / "whole"), book(tmp_path / "part", Keeping("sample", 0.1, 1000))
    assert 20 < part.parts.rows < 110
    names = ["cell_key", "cell_index"]
    mine = rows(tmp_path / "part").set_index(names)
    pd.testing.assert_frame_equal(mine, rows(tmp_path / "whole").set_index(names).loc[mine.index])
    assert whole.parts.rows == 565


def test_a_very_long_run_keeps_the_core_columns(tmp_path):
    book(tmp_path, Keeping("all", 1.0, MANY + 1))
    core = [name for name, column in CELLS.items() if column.core]
    assert list(rows(tmp_path)) == core
    assert len(core) <= 24


def test_cells_that_end_outside_the_window_are_no_part_of_it(tmp_path):
    filled = CellBook(tmp_path, Window(100.0, 200.0), NOMINAL, ALL)
    for now in (99.9, 100.0, 199.9, 200.0):
        filled(made(10, 1), "good", "", "", now)
    filled.flush()
    assert rows(tmp_path)["finished_min"].tolist() == pytest.approx([100.0] * 10 + [199.9] * 10)


def test_parts_are_closed_as_they_fill(tmp_path, monkeypatch):
    monkeypatch.setattr(cellbook, "ROWS_AT_ONCE", 100)
    monkeypatch.setattr(cellbook, "ROWS_IN_A_PART", 250)
    filled = CellBook(tmp_path, Window(0.0, 1e6), NOMINAL, ALL)
    for number in range(6):
        filled(made(100, number + 1), "good", "", "", 90.0 + number)
    assert len(rows(tmp_path)) == 600
    assert len(list(tmp_path.glob("cells-*.parquet"))) == 2


def test_a_long_table_stays_in_its_parts_under_one_name(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "LONG", 100)
    filled = book(tmp_path / "parts")
    filled.parts.join(tmp_path / "cells.parquet")
    assert (tmp_path / "cells.parquet").is_dir()
    assert len(pd.read_parquet(tmp_path / "cells.parquet")) == 565
    assert not list((tmp_path / "parts").glob("*.parquet"))


def test_a_short_table_becomes_one_file(tmp_path):
    filled = book(tmp_path / "parts")
    filled.parts.join(tmp_path / "cells.parquet")
    assert pq.read_metadata(tmp_path / "cells.parquet").num_rows == 565
