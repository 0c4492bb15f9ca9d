"""What students show, answered for a person: publications, the gate, questions, pinned findings.

Nothing computed from fewer than ten students leaves this room.
"""
