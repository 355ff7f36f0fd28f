"""Checksums of the articles the product grew from, which no text may quote."""

from pathlib import Path

KEPT = Path(__file__).with_name("source_runs.bin")
"""What ``tools/source_runs.py`` writes."""


def read_source_runs() -> bytes:
    """Return the sorted 64-bit checksums of all runs of words, eight bytes each, little-endian."""
    return KEPT.read_bytes()
