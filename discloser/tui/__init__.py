"""The guided terminal app."""
