"""Protocols as data, live meetings, predictions, observations, inferences."""
