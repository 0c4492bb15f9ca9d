"""Who and what the district is: people, positions, schools, networks, departments, its calendar.

Everybody else's rows point here; nothing here knows of support, evidence or talk.
"""
