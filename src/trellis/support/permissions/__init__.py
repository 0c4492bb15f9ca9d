"""Who may see or do what in support, and why? One file a subject."""
