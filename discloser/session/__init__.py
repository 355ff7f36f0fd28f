"""One plan in progress, behind every front."""
