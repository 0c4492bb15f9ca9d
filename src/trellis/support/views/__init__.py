"""What does each page of support show? One file a subject."""
