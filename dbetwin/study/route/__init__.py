"""Ways of making the same cell, sized for the same output of good cells, beside what others have published of them."""
