"""Lithium against garnet: ``void_limit`` on stripping, ``crack_limit``, ``leak_limit``, ``critical_current`` of all.

``regulation`` is no phenomenon: it evaluates these models over potential, grain size and treatment of the boundaries.
"""
