"""A digital twin of a plant that makes garnet solid-state cells: the dozen public names, and nothing else."""

__version__ = "0.1.0"
