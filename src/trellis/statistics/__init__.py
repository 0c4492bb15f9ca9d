"""How sure can one be? Arrays in, small frozen results out; no web framework."""
