"""Frozen facts in the product's words: plan, catalogue, disclosure, document."""
