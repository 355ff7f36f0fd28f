"""Where plans are kept, sealed."""
