"""discloser prepares one conversation at work: what to say, what to ask for, what stays private."""

__version__ = "0.1.0"
