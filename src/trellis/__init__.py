"""Trellis: a learning system for school districts."""
