"""Counts and sums what happened in a run: yields, flow, bottleneck, grading, energy, balances, key figures."""
