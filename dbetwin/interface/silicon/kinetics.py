"""How far diffusion into the particles and the way through the electrode hold silicon back at a rate."""

from __future__ import annotations

from dbetwin.interface.hypothesis import Hypothesis, nothing

HYPOTHESES = {"none": Hypothesis(nothing)}
"""``none``: ions move freely into silicon and to it."""
