"""Dry films from dough to web: fibrils, nips, rolls, tension, holes, adhesion."""
