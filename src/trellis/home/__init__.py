"""Pages that cross rooms: each person's today, a school's page, the district's page.

Nothing is kept here; it only gathers.
"""
