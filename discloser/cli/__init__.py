"""The command line: plan files in, documents and findings out."""

from discloser.cli.entry import main

__all__ = ["main"]
