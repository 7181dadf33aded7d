"""What a finished interface is worth: one hypothesis per file, null models included, and the chain through them."""

from __future__ import annotations

from dbetwin.interface.chain import evaluate
from dbetwin.interface.registry import cautions, constants_of, hypotheses, phenomena, problems

__all__ = ["cautions", "constants_of", "evaluate", "hypotheses", "phenomena", "problems"]
