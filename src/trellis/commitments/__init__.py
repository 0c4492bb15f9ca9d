"""Who promised whom what, by when, and how it went.

A promise has a lead and owners on both the school's and the district's side.
"""
