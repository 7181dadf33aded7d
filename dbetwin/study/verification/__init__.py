"""Lines with known answers, and how near the engine comes."""
