"""Small words and numbers that every room speaks: dates, errors, wording.

Files are named by subject; nothing here knows a web framework or a store.
"""
