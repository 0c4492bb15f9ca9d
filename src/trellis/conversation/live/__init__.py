"""How does everybody in a conversation see what happened, within a moment and without a loss?"""
