"""What can people do with a conversation? Plan it, run it, write in it."""
