"""Practice: which questions are likely, and how to answer someone who keeps asking."""
