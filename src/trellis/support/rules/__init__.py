"""When may something change, whoever asks? One file a subject."""
