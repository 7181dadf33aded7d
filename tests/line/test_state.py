"""States: a line cut in two and gone on with is the line that was never cut."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest

from dbetwin.line.line import Line
from dbetwin.line.state.document import document_of, put_back
from dbetwin.line.state.rows import rows_in
from dbetwin.line.window import Window
from dbetwin.stations.contract import Breakdown, Hands, Section
from tests.line.test_line import DAY, web_toys
from tests.line.toys import ONE_SHIFT, Book, Plain, Toy, breakdown, crew, link, toys_at_rest

END = 8 * DAY


def whole_plant() -> tuple[dict[str, Toy], list]:
    toys, links = web_toys(cutter_loss=4.0)
    toys["film"].settings |= breakdown(3.0, 0.5)
    upstream = Section(
        name="unwinder", breakdowns=(Breakdown(name="tear", mtbf_h=1.0, mttr_h=0.3),), accumulator_m=15.0
    )
    toys["join"].settings["sections"] = (upstream, Section(name="nip"))
    toys["weld"].settings |= breakdown(1.0, 0.2)
    toys["press"] = Toy("batch", "cells", settings={"lot_minutes": 30.0, "lot_cells": 50.0, "max_wait_h": 2.0})
    toys["age"] = Toy("store", "cells", settings={"lot_minutes": 1.3 * DAY, "channels_cells": 4000.0})
    links[-1] = link("weld", "press", 100, unit="cells")
    links += [link("press", "age", 200, unit="cells"), link("age", "warehouse", unit="cells")]
    return toys, links


def ends(book: Book, after: float) -> Counter:
    found: Counter = Counter()
    for cells, (_, fate, place, now) in zip(book.cells, book.ends, strict=True):
        if now > after:
            found.update(
                (int(key), int(row), fate, place, now) for key, row in zip(cells.key, cells.index, strict=True)
            )
    return found


def cut(line: Line, now: float) -> tuple[dict, bytes]:
    """The state, as a file would hold it."""
    document, archive = document_of(line, now)
    return json.loads(json.dumps(document)), archive


@pytest.mark.parametrize("moment", [0.4 * DAY, 2 * DAY, 3.3 * DAY, 5.77 * DAY])
@pytest.mark.parametrize("calendar", ["always", "shifts"])
def test_a_line_cut_in_two_is_the_line_that_was_never_cut(moment, calendar):
    toys, links = whole_plant()
    options = {"calendar": ONE_SHIFT} if calendar == "shifts" else {}
    taken: list[tuple[dict, bytes]] = []
    line, book = toys_at_rest(toys, links, Window(moment, END), **options)
    line.run(snapshot_at=moment, on_snapshot=lambda: taken.append(cut(line, moment)))
    line.close()
    toys, links = whole_plant()
    second, second_book = toys_at_rest(toys, links, Window(moment, END), begin=moment, **options)
    document, archive = taken[0]
    put_back(second, document, rows_in(document["rows"], archive))
    second.run()
    second.close()
    assert ends(second_book, moment) == ends(book, moment)
    assert sum(ends(book, moment).values()) > 500
    first_minutes = [machine.minutes for machine in line.machines]
    for machine, minutes in zip(second.machines, first_minutes, strict=True):
        assert machine.minutes == pytest.approx(minutes, abs=1e-6)
    for name, buffer in second.buffers.items():
        assert buffer.account.sojourn == pytest.approx(line.buffers[name].account.sojourn, rel=1e-9, abs=1e-6)
    assert [lot.number for lot in second.lots()] == [lot.number for lot in line.lots()]
    for one, other in zip(
        second_book.cells, [c for c, e in zip(book.cells, book.ends, strict=True) if e[3] > moment], strict=True
    ):
        assert all(np.array_equal(one[name], other[name]) for name in other.columns)


def laboratory() -> tuple[dict, list]:
    """A lot every 30 minutes; tests of 25 minutes on the mean, by one technician who goes home at night."""
    hold = {"hold_h": 2.0, "test_h": 25 / 60, "channels_kg": 300.0, "crew": {"run": Hands(crew="lab")}}
    toys = {"a": Toy(settings={"lot_minutes": 30.0}), "lab": Plain(hold, "hold")}
    return toys, [link("supplier", "a"), link("a", "lab.powder"), link("lab", "warehouse")]


@pytest.mark.parametrize("moment", [0.5 * DAY + 7, 1.1 * DAY, 2.6 * DAY])
def test_a_laboratory_cut_in_the_midst_of_its_tests(moment):
    taken: list[tuple[dict, bytes]] = []
    crews = {"lab": crew(1, ONE_SHIFT, "lab")}
    line, _ = toys_at_rest(*laboratory(), Window(moment, 5 * DAY), crews=crews)
    line.run(snapshot_at=moment, on_snapshot=lambda: taken.append(cut(line, moment)))
    line.close()
    document, archive = taken[0]
    assert {place["step"] for place in document["stations"]["lab"]["machines"][0]["places"]} >= {"attend", "looked_at"}
    second, _ = toys_at_rest(*laboratory(), Window(moment, 5 * DAY), begin=moment, crews=crews)
    put_back(second, document, rows_in(document["rows"], archive))
    second.run()
    second.close()
    assert (
        second.posts["lab"].account.good
        == line.posts["lab"].account.good
        > document["stations"]["lab"]["account"]["good"]
    )
    assert second.posts["lab"].machines[0].minutes == pytest.approx(line.posts["lab"].machines[0].minutes, abs=1e-6)
    assert second.crews["lab"].busy_min == pytest.approx(line.crews["lab"].busy_min, abs=1e-6)
