"""How do bytes become tables of text, with every fault told by file, line and column?"""
