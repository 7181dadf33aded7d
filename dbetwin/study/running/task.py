"""One run that a study wants, by what decides its outcome."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dbetwin.study.scenario.scenario import Scenario


@dataclass(frozen=True)
class Task:
    """One run of a plant, or cells that are drawn from it."""

    scenario: Scenario
    days: float
    seed: int
    replication: int = 0
    warmup_days: int | None = None
    """Of the line; empty: as many as this plant asks for."""
    cells: int = 0
    """So many are drawn and nothing is run; 0: a whole run."""

    @cached_property
    def name(self) -> str:
        """Hash of all that decides the outcome; what the scenario is called is no part of it."""
        told = [self.scenario.key, self.days, self.seed, self.replication, self.warmup_days, self.cells]
        return hashlib.blake2b(json.dumps(told).encode(), digest_size=12).hexdigest()

    def told(self) -> Mapping[str, Any]:
        """For who reads the file of kept runs."""
        return {"scenario": self.scenario.name, "seed": self.seed, "replication": self.replication}
