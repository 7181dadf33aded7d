"""Where a study looks: points in the unit cube of its factors, known before anything is run."""
