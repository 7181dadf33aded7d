"""The separator: ``resistance`` of the whole, its part in ``grain_boundary``, ``ceramic_fracture`` and ``pinholes``.

``boundary_layer`` holds the charged layers that the models of grain boundaries share.
"""
