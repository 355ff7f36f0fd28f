"""Writing a whole file or nothing, and a process that keeps to itself."""
