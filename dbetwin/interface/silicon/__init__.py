"""Silicon on garnet: what of its charge is left, and whether it stays.

``ionic_path`` is asked first, with the resistances; then ``confinement``, ``kinetics`` and ``cracking``, each of which
holds some of the charge back, ``capacity`` that joins them, ``plating`` and ``delamination``.
"""
