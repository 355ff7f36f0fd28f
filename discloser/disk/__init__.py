"""Writing a whole file or nothing."""
