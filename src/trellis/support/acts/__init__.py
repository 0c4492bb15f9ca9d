"""What can be done in support? The only writers; one file a subject."""
