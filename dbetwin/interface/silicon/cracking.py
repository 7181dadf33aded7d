"""Whether silicon and the garnet beside it crack: limits by the size of particles and the thickness of films."""

from __future__ import annotations

from dbetwin.interface.hypothesis import Hypothesis, nothing

HYPOTHESES = {"none": Hypothesis(nothing)}
"""``none``: nothing cracks."""
