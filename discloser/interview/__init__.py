"""What to ask next, what is missing, how the reasons lean."""
