"""The files that an invented district would deliver, and the truth that is in them."""
