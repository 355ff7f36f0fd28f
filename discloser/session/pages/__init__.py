"""What each step shows, as rows: one file per step."""
