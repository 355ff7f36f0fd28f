"""How the program looks and works for one person."""
