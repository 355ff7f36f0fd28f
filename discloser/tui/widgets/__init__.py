"""Parts of screens: each takes one thing and posts one message."""
