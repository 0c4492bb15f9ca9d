"""Files in: reading, checking, reviewing, publishing. Nothing is guessed, nothing good is lost."""
