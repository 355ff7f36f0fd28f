"""What can be said of a pack without drafting anything, in every branch."""
