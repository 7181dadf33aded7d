"""A bed of powder under gas: when it flows, how it turns over, what it dries and what it loses."""
