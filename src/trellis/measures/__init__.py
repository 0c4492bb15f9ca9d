"""What is counted? Frozen definitions and their expressions; no web framework."""
