"""What does each persona's own page gather for Monday morning? One file a persona."""
