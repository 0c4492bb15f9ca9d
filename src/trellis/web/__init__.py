"""What every page shares: the frame, components, error pages, sign-in, charts on pages.

It knows `access`, not the rooms above.
"""
