"""Who did what and who saw what: rows that are only ever added.

The database itself refuses to change or remove them.
"""
