"""Who may see or do what, and why: permissions as lists of reasons.

One declaration answers "may she", "why" and "which ones".
"""
