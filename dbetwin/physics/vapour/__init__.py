"""Solids that grow from a gas: atomic layers on powder, silicon in pores."""
