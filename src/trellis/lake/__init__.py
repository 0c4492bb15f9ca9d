"""What do students show? Tables, versions, reading and writing; no web framework."""
