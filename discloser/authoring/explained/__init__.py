"""A pack in plain words: for its author line by line, for a reviewer all of it."""
