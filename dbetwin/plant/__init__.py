"""What the planner writes: schema, reading, flow graph and checks, capacity before any simulation."""

from dbetwin.plant.load import load_plant
from dbetwin.plant.plant import Plant

__all__ = ["Plant", "load_plant"]
