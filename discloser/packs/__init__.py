"""Folders of wording and catalogue: finding, reading and laying one over another."""
