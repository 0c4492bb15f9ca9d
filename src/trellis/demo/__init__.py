"""An invented district: the files that it would deliver, its cast, and a story in progress."""
