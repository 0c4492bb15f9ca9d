"""Commands for people at a terminal; each does what a page does, by the same acts.

`trellis --help` lists them.
"""
