"""Packs of wording and catalogue that come with discloser."""
