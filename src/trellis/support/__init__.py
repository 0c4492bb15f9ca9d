"""What the central office does for schools: role cards, requests, and the visits that follow.

Both sides read the same record. Each folder here is split by subject: cards, requests, need.
"""
