"""How charged grain boundaries regulate the critical current, and what treating them saves."""
