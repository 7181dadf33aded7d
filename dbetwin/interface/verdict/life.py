"""How many cycles a cell may last: phenomenological."""

from __future__ import annotations

from dbetwin.interface.hypothesis import Hypothesis, nothing

HYPOTHESES = {"none": Hypothesis(nothing)}
"""``none``: no life is told."""
