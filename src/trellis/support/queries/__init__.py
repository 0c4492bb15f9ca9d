"""What does a page list, and for whom? One file a subject."""
