"""What a pack makes of its sample persons: drafted, judged, compared with what was kept."""
