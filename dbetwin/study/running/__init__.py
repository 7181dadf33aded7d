"""How the runs of a study are made: tasks, what is kept of each, and where they run."""
