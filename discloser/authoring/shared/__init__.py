"""Packs among other packs: what each can read, replaces and rests on, and taking one in."""
