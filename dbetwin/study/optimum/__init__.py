"""Which settings make a plant best: a search, its Pareto front, and what is left of it under fresh futures."""
