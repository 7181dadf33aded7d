"""What a finished interface is worth: one phenomenon per file, its hypotheses and null models in it.

A cell's chain walks through the folders in the order in which the cell came to be and is used:

- ``face``, where anode and separator meet: film, contact pressed and formed; later contact in use, constriction,
  resistance, and whether it opens
- ``separator``: its resistance, its grain boundaries, its strength, its holes
- ``cathode``: contact, charge transfer, ways of ions and electrons, active material that is cut off
- ``silicon``: misfit, kinetics, cracks, the charge that is left, plating, delamination
- ``lithium``: voids, cracks and leaks, and the critical current of them all
- ``verdict``: failure, quality index, life

The exact order, in which face and separator take turns, is that of :data:`dbetwin.interface.registry.PHENOMENA`;
:mod:`dbetwin.interface.chain` walks it. ``hypothesis`` says what a hypothesis is, ``own_models`` takes those of other
packages, ``arrhenius`` and ``networks`` hold laws that several of them share, ``tables`` and ``surrogates`` solutions
that are looked up. Beside the chain stand ``seen`` (what an analyser reads of it), ``levers`` (what can be done about
it) and ``published`` (what was measured, and what of that set a parameter).
"""

from __future__ import annotations

from dbetwin.interface.chain import evaluate
from dbetwin.interface.registry import cautions, constants_of, hypotheses, phenomena, problems

__all__ = ["cautions", "constants_of", "evaluate", "hypotheses", "phenomena", "problems"]
