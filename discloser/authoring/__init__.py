"""The template authors' workshop: a pack is checked, tried, tested and explained here."""
