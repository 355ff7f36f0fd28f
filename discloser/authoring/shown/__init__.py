"""A pack as it is shown while somebody works on it: source, result, and what changed."""
