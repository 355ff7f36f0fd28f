"""Cleaning, matching and naming of text: the ground that every other room stands on."""
