"""Finished documents out of the program."""
