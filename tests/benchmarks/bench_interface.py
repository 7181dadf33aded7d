"""How long a million cells take through the chain, beside one cell after the other with ``math``; never a failure.

``python tests/benchmarks/bench_interface.py`` measures both in one run and prints time, ratio and memory; what comes
after the chain (instrument noise, impedance arcs, attribution) is timed apart.
"""

from __future__ import annotations

import itertools
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from dbetwin.interface.chain import properties
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.seen.impedance import Constants as ImpedanceConstants
from dbetwin.interface.seen.impedance import arcs
from dbetwin.plant.load import load_plant
from dbetwin.plant.sample import sample
from dbetwin.study.silicon.decoupling import decompose
from tests.benchmarks.by_cell import chain_of

MILLION, CHUNK, SLOW = 1_000_000, 20_000, 20_000
PLANTS = ("pilot", "lithium_metal", "silicon_garnet")


def entering(name, cells=CHUNK):
    """Design, and what is known of so many cells before the chain."""
    drawn = sample(load_plant(name), 2000)
    known = dict(drawn.finished.columns)
    new = properties(known, drawn.plant.design)
    rows = np.arange(cells) % 2000
    return drawn.plant.design, {each: values[rows] for each, values in known.items() if each not in new}


def chunked(design, known, cells):
    """The chain over so many cells, a chunk at a time, as a plant does it; only sums are kept."""
    total = 0.0
    for _ in range(cells // CHUNK):
        total += float(properties(known, design)["cell_asr_ohm_cm2"].sum())
    return total / cells


def one_by_one(design, known, cells):
    one = chain_of(design)
    rows = [dict(zip(known, row, strict=True)) for row in zip(*(map(float, v) for v in known.values()), strict=True)]
    start = time.process_time()
    for row in itertools.islice(itertools.cycle(rows), cells):
        one(row)
    return time.process_time() - start


@pytest.mark.parametrize("name", PLANTS)
def test_a_million_cells(benchmark, name):
    design, known = entering(name)
    assert benchmark.pedantic(chunked, (design, known, MILLION), rounds=3) > 0


def test_one_cell_after_the_other(benchmark):
    design, known = entering("lithium_metal", 2000)
    benchmark.extra_info["cells"] = SLOW
    assert benchmark.pedantic(one_by_one, (design, known, SLOW), rounds=3) > 0


def apart(name):
    """Seconds per million cells of what is no part of the chain."""
    design, known = entering(name, 2000)
    known |= properties(known, design)
    situation, normal = Situation.of(design), np.random.default_rng(1).standard_normal((3, 2000))
    tasks = {
        "impedance arcs": lambda: arcs(known, situation, ImpedanceConstants()),
        "instrument noise": lambda: [known["cell_asr_ohm_cm2"] * (1 + 0.03 * each) for each in normal],
    }
    if name != "lithium_metal":
        tasks["attribution over 32 combinations"] = lambda: decompose(known, design)
    for what, task in tasks.items():
        task()
        start = time.process_time()
        for _ in range(10):
            task()
        yield what, (time.process_time() - start) / 10 * MILLION / 2000


def main():
    for name in PLANTS:
        design, known = entering(name)
        chunked(design, known, CHUNK)
        start = time.process_time()
        chunked(design, known, MILLION)
        print(f"{name}: {time.process_time() - start:.2f} s of processor time for a million cells")
    design, known = entering("lithium_metal")
    start = time.process_time()
    chunked(design, known, MILLION)
    fast = time.process_time() - start
    slow = one_by_one(*entering("lithium_metal", 2000), SLOW) * MILLION / SLOW
    print(f"lithium_metal: {slow:.1f} s one cell after the other with math ({SLOW} timed): ratio {slow / fast:.0f}")
    for name in ("lithium_metal", "silicon_garnet"):
        print(f"{name}, apart: " + ", ".join(f"{what} {seconds:.2f} s" for what, seconds in apart(name)))
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
