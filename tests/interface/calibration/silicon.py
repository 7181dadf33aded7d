"""Published points about silicon: refits, predictions, and what is not predicted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

REFITS: Mapping[str, Callable[..., float]] = {}
PREDICTIONS: Mapping[str, Callable[[], Any]] = {}
NOT_PREDICTED: Mapping[str, str] = {}
