"""A pack of one's own: what a new one holds, and how its files are checked by an editor."""
